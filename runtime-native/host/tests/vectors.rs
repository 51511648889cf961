//! `tests/externs/pure.txt`: what the pure primitives answer, written from this host and checked on
//! the others. `KAA_BLESS=1` writes it.
//!
//! A line is `NAME ARG.. = RESULT`; a value is `d` and 16 hexadecimal digits of a float (`dnan` for
//! any NaN), `i` and a decimal integer, `z0` or `z1`, `b` and the bytes in hexadecimal, or `n` for
//! null.

use std::fmt::Write;

use kaa_externs::{Arg, Ret};
use kaa_host::{Host, Program};

/// A number of a fixed sequence, so that the file is the same wherever it is made.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A float with a binary exponent from -range to range.
    fn float(&mut self, range: u64) -> f64 {
        let bits = self.next();
        let exponent = 1023 - range + self.next() % (2 * range + 1);
        f64::from_bits(bits & 0x800F_FFFF_FFFF_FFFF | exponent << 52)
    }

    fn big(&mut self) -> Vec<u8> {
        let length = 1 + self.next() % 40;
        let mut bytes: Vec<u8> = (0..length).map(|_| self.next() as u8).collect();
        let extension = |last: u8| if last & 0x80 != 0 { 0xFF } else { 0 };
        while let [.., below, last] = bytes[..] {
            if last != extension(below) {
                break;
            }
            bytes.pop();
        }
        bytes
    }
}

#[derive(Clone)]
enum Value {
    Float(f64),
    I32(i32),
    I64(i64),
    Bool(bool),
    Bytes(Vec<u8>),
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn float(value: f64) -> String {
    match value.is_nan() {
        true => "dnan".to_owned(),
        false => format!("d{:016x}", value.to_bits()),
    }
}

fn line(out: &mut String, name: &str, args: &[Value]) {
    let mut text = name.to_owned();
    for arg in args {
        text.push(' ');
        match arg {
            Value::Float(value) => text.push_str(&float(*value)),
            Value::I32(value) => write!(text, "i{value}").unwrap(),
            Value::I64(value) => write!(text, "i{value}").unwrap(),
            Value::Bool(value) => write!(text, "z{}", u8::from(*value)).unwrap(),
            Value::Bytes(bytes) => write!(text, "b{}", hex(bytes)).unwrap(),
        }
    }
    let mut owned = args.to_vec();
    let mut passed: Vec<Arg> = owned
        .iter_mut()
        .map(|arg| match arg {
            Value::Float(value) => Arg::F64(*value),
            Value::I32(value) => Arg::I32(*value),
            Value::I64(value) => Arg::I64(*value),
            Value::Bool(value) => Arg::I1(*value),
            Value::Bytes(bytes) => Arg::Bytes(bytes),
        })
        .collect();
    let mut host = Host::new(Program::bare());
    let result = kaa_externs::call(&mut host, name, &mut passed);
    let result = match result.unwrap_or_else(|| panic!("{name}: no such primitive")) {
        Ret::F64(value) => float(value),
        Ret::I32(value) => format!("i{value}"),
        Ret::I64(value) => format!("i{value}"),
        Ret::I1(value) => format!("z{}", u8::from(value)),
        Ret::Bytes(bytes) => format!("b{}", hex(&bytes)),
        Ret::Null => "n".to_owned(),
        Ret::None => panic!("{name} is pure, so it has a result"),
    };
    writeln!(out, "{text} = {result}").unwrap();
}

const SPECIAL: [f64; 22] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    2.0,
    3.0,
    1e-300,
    5e-324,
    2.2250738585072014e-308,
    f64::MAX,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    std::f64::consts::PI,
    std::f64::consts::FRAC_PI_2,
    -std::f64::consts::FRAC_PI_4,
    710.0,
    -745.5,
    1e22,
    0.1,
];

fn math(out: &mut String, sequence: &mut Sequence) {
    const UNARY: [(&str, u64); 15] = [
        ("math_acos", 3),
        ("math_asin", 3),
        ("math_atan", 60),
        ("math_cbrt", 1022),
        ("math_cos", 40),
        ("math_cosh", 10),
        ("math_exp", 10),
        ("math_expm1", 60),
        ("math_log", 1022),
        ("math_log10", 1022),
        ("math_log1p", 60),
        ("math_sin", 1022),
        ("math_sinh", 10),
        ("math_tan", 60),
        ("math_tanh", 30),
    ];
    for (name, range) in UNARY {
        for value in SPECIAL {
            line(out, name, &[Value::Float(value)]);
        }
        for _ in 0..60 {
            line(out, name, &[Value::Float(sequence.float(range))]);
        }
    }
    for name in ["math_atan2", "math_fmod", "math_pow"] {
        for a in SPECIAL {
            for b in SPECIAL {
                line(out, name, &[Value::Float(a), Value::Float(b)]);
            }
        }
        for _ in 0..80 {
            let (a, b) = (sequence.float(12), sequence.float(6));
            line(out, name, &[Value::Float(a.abs()), Value::Float(b)]);
        }
    }
}

fn float_text(out: &mut String, sequence: &mut Sequence) {
    let mut values: Vec<f64> = SPECIAL.to_vec();
    values.extend([
        1e16,
        1e15,
        123456789012345680.0,
        9007199254740993.0,
        1e-5,
        0.0001,
        1e23,
    ]);
    values.extend([
        5e-324,
        1.5e300,
        2.5,
        0.30000000000000004,
        4.35,
        1.7976931348623157e308,
    ]);
    values.extend((0..150).map(|_| sequence.float(1022)));
    values.extend((0..100).map(|_| sequence.float(60)));
    values.extend((0..60).map(|_| (sequence.next() % 1_000_000) as f64 / 1000.0));
    for value in values {
        line(out, "float_repr", &[Value::Float(value)]);
        let kind = i32::from(b"efg"[(sequence.next() % 3) as usize]);
        let precision = (sequence.next() % 25) as i32;
        let alternate = sequence.next().is_multiple_of(4);
        let args = [
            Value::Float(value),
            Value::I32(kind),
            Value::I32(precision),
            Value::Bool(alternate),
        ];
        line(out, "float_format", &args);
        if value.is_finite() {
            let text = format!("{value:.*e}", (sequence.next() % 30) as usize);
            line(out, "float_parse", &[Value::Bytes(text.into_bytes())]);
        }
    }
    for text in [
        "1e400",
        "-1e400",
        "1e-400",
        "inf",
        "-inf",
        "nan",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "9007199254740993",
        "0.1e1",
        "+.5",
        "179769313486231580793e289",
        "1.7976931348623159e308",
        "00001.e+03",
        "12345678901234567890",
    ] {
        line(
            out,
            "float_parse",
            &[Value::Bytes(text.as_bytes().to_vec())],
        );
    }
}

fn big(out: &mut String, sequence: &mut Sequence) {
    for value in [0, 1, -1, 127, 128, -128, -129, i64::MAX, i64::MIN] {
        line(out, "big_from_i64", &[Value::I64(value)]);
    }
    for _ in 0..25 {
        let (a, b) = (sequence.big(), sequence.big());
        let pair = [Value::Bytes(a.clone()), Value::Bytes(b.clone())];
        for name in [
            "big_add", "big_sub", "big_mul", "big_gcd", "big_and", "big_or", "big_xor", "big_cmp",
        ] {
            line(out, name, &pair);
        }
        if b != [0] {
            for name in ["big_floordiv", "big_mod", "big_truediv"] {
                line(out, name, &pair);
            }
            let exponent = Value::Bytes(vec![(sequence.next() % 100) as u8]);
            line(
                out,
                "big_powmod",
                &[pair[0].clone(), exponent, pair[1].clone()],
            );
        }
        let shift = Value::I64((sequence.next() % 200) as i64);
        line(out, "big_shl", &[pair[0].clone(), shift.clone()]);
        line(out, "big_shr", &[pair[0].clone(), shift]);
        line(
            out,
            "big_pow",
            &[pair[0].clone(), Value::I64((sequence.next() % 8) as i64)],
        );
        line(out, "big_bit_length", &pair[..1]);
        line(out, "big_to_f64", &pair[..1]);
        let base = Value::I32(2 + (sequence.next() % 35) as i32);
        line(out, "big_to_text", &[pair[0].clone(), base]);
        line(out, "big_to_text", &[pair[0].clone(), Value::I32(10)]);
        if a.last().is_some_and(|last| last & 0x80 == 0) {
            line(out, "big_isqrt", &pair[..1]);
        }
        line(out, "big_from_f64", &[Value::Float(sequence.float(200))]);
    }
    for (text, base) in [
        ("0", 10),
        ("-0", 10),
        ("-123", 10),
        ("ff", 16),
        ("zZ", 36),
        ("12", 2),
        ("", 10),
        ("-", 10),
        (
            "99999999999999999999999999999999999999999999999999999999999999999999",
            10,
        ),
        ("1_0", 10),
        ("+1", 10),
    ] {
        let args = [Value::Bytes(text.as_bytes().to_vec()), Value::I32(base)];
        line(out, "big_from_text", &args);
    }
}

#[test]
fn the_vectors_are_this_hosts_answers() {
    let mut sequence = Sequence(0x1234_5678_9ABC_DEF1);
    let mut text = String::new();
    math(&mut text, &mut sequence);
    float_text(&mut text, &mut sequence);
    big(&mut text, &mut sequence);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/externs/pure.txt");
    if std::env::var_os("KAA_BLESS").is_some() {
        std::fs::write(path, &text).expect("the file is writable");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    for (index, (wanted, found)) in committed.lines().zip(text.lines()).enumerate() {
        assert_eq!(wanted, found, "line {}", index + 1);
    }
    assert_eq!(committed.lines().count(), text.lines().count());
}
