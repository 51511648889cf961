//! Start-up: filled in with the derive step.
