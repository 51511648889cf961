//! Text of floats as Python and C write it.

/// Shortest digits and decimal exponent: 0.d1d2.. * 10**point.
fn shortest(value: f64) -> (String, i32) {
    let text = format!("{:e}", value.abs());
    let (mantissa, exponent) = text
        .split_once('e')
        .expect("scientific form has an exponent");
    let exponent: i32 = exponent.parse().expect("the exponent is a number");
    (mantissa.replace('.', ""), exponent + 1)
}

fn special(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value.is_infinite() {
        Some(if value > 0.0 { "inf" } else { "-inf" })
    } else {
        None
    }
}

pub fn float_repr(value: f64) -> Vec<u8> {
    if let Some(text) = special(value) {
        return text.into();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (digits, point) = shortest(value);
    let n = digits.len() as i32;
    let text = if !(-3..=16).contains(&point) {
        let fraction = if n > 1 {
            format!(".{}", &digits[1..])
        } else {
            String::new()
        };
        format!("{sign}{}{fraction}{}", &digits[..1], exponent(point - 1))
    } else if point <= 0 {
        format!("{sign}0.{}{digits}", "0".repeat(-point as usize))
    } else if point >= n {
        format!("{sign}{digits}{}.0", "0".repeat((point - n) as usize))
    } else {
        format!(
            "{sign}{}.{}",
            &digits[..point as usize],
            &digits[point as usize..]
        )
    };
    text.into_bytes()
}

/// C's exponent: a sign and at least two digits.
fn exponent(value: i32) -> String {
    format!("e{}{:02}", if value < 0 { '-' } else { '+' }, value.abs())
}

fn scientific(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.precision$e}");
    let (mantissa, power) = text
        .split_once('e')
        .expect("scientific form has an exponent");
    let point = if alternate && precision == 0 { "." } else { "" };
    format!(
        "{mantissa}{point}{}",
        exponent(power.parse().expect("the exponent is a number"))
    )
}

fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    format!(
        "{value:.precision$}{}",
        if alternate && precision == 0 { "." } else { "" }
    )
}

fn general(value: f64, precision: usize, alternate: bool) -> String {
    let precision = precision.max(1);
    let rounded = format!("{value:.*e}", precision - 1);
    let power: i32 = rounded
        .rsplit('e')
        .next()
        .and_then(|p| p.parse().ok())
        .unwrap_or(0);
    let plain = power >= -4 && power < precision as i32;
    let text = if plain {
        fixed(value, (precision as i32 - 1 - power) as usize, alternate)
    } else {
        scientific(value, precision - 1, alternate)
    };
    if alternate {
        text
    } else {
        without_trailing_zeros(&text)
    }
}

fn without_trailing_zeros(text: &str) -> String {
    let (mantissa, power) = text.split_at(text.find('e').unwrap_or(text.len()));
    if !mantissa.contains('.') {
        return text.to_owned();
    }
    format!(
        "{}{power}",
        mantissa.trim_end_matches('0').trim_end_matches('.')
    )
}

pub fn float_format(value: f64, kind: i32, precision: i32, alternate: bool) -> Vec<u8> {
    if let Some(text) = special(value) {
        return text.into();
    }
    let precision = precision.max(0) as usize;
    let text = match kind as u8 {
        b'e' => scientific(value, precision, alternate),
        b'f' => fixed(value, precision, alternate),
        _ => general(value, precision, alternate),
    };
    text.into_bytes()
}

pub fn float_parse(text: &[u8]) -> f64 {
    let text = std::str::from_utf8(text).unwrap_or_default();
    text.parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repr(value: f64) -> String {
        String::from_utf8(float_repr(value)).expect("ASCII")
    }
    fn format(value: f64, kind: u8, precision: i32, alternate: bool) -> String {
        String::from_utf8(float_format(value, i32::from(kind), precision, alternate))
            .expect("ASCII")
    }

    #[test]
    fn repr_is_pythons() {
        for (value, want) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (1234567890123456.7, "1234567890123456.8"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (5e-324, "5e-324"),
            (1.5e300, "1.5e+300"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(repr(value), want);
        }
    }

    #[test]
    fn formats_are_cs() {
        assert_eq!(format(1234.5, b'e', 2, false), "1.23e+03");
        assert_eq!(format(2.5, b'f', 0, false), "2");
        assert_eq!(format(2.5, b'f', 0, true), "2.");
        assert_eq!(format(0.0001, b'g', 6, false), "0.0001");
        assert_eq!(format(0.00001, b'g', 6, false), "1e-05");
        assert_eq!(format(100000.0, b'g', 6, true), "100000.");
        assert_eq!(format(1e6, b'g', 6, false), "1e+06");
        assert_eq!(format(1.0, b'g', 6, true), "1.00000");
        assert_eq!(format(0.1, b'f', 20, false), "0.10000000000000000555");
    }
}
