//! Functions of floats, from the `libm` crate: a port of FreeBSD's msun, the same bits on every machine.

pub use libm::{
    acos as math_acos, asin as math_asin, atan as math_atan, atan2 as math_atan2,
    cbrt as math_cbrt, cos as math_cos, cosh as math_cosh, exp as math_exp, expm1 as math_expm1,
    fmod as math_fmod, log as math_log, log1p as math_log1p, log10 as math_log10, pow as math_pow,
    sin as math_sin, sinh as math_sinh, tan as math_tan, tanh as math_tanh,
};
