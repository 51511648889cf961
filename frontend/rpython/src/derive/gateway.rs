//! Gateways: filled in with the derive step.
