//! Big integers over little-endian two's complement.

use crate::limbs;
use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;

/// The value of the bytes; by words, for conversion is most of the time of an operation on a few hundred digits.
fn read(bytes: &[u8]) -> BigInt {
    let negative = limbs::is_negative(bytes);
    let fill = if negative { 0xff } else { 0 };
    let whole = bytes.chunks_exact(4);
    let rest = whole.remainder();
    let mut words: Vec<u32> = Vec::with_capacity(bytes.len() / 4 + 2);
    words.extend(whole.map(|chunk| u32::from_le_bytes(chunk.try_into().expect("four bytes"))));
    if !rest.is_empty() {
        let mut word = [fill; 4];
        word[..rest.len()].copy_from_slice(rest);
        words.push(u32::from_le_bytes(word));
    }
    if !negative {
        return BigInt::from_biguint(Sign::Plus, BigUint::new(words));
    }
    let mut carry = true;
    for word in &mut words {
        (*word, carry) = (!*word).overflowing_add(u32::from(carry));
    }
    if carry {
        words.push(1);
    }
    BigInt::from_biguint(Sign::Minus, BigUint::new(words))
}

/// The shortest form: one sign bit at least.
fn write(value: BigInt) -> Vec<u8> {
    let (sign, magnitude) = value.into_parts();
    let negative = sign == Sign::Minus;
    let digits = magnitude.iter_u64_digits();
    let mut bytes = vec![0; digits.len() * 8];
    let mut carry = true;
    for (place, digit) in bytes.chunks_exact_mut(8).zip(digits) {
        let mut word = digit;
        if negative {
            (word, carry) = (!word).overflowing_add(u64::from(carry));
        }
        place.copy_from_slice(&word.to_le_bytes());
    }
    let fill = if negative { 0xff } else { 0 };
    bytes.push(fill);
    limbs::shorten(&mut bytes);
    bytes
}

pub fn big_from_i64(value: i64) -> Vec<u8> {
    write(BigInt::from(value))
}
pub fn big_add(a: &[u8], b: &[u8]) -> Vec<u8> {
    limbs::add(a, b)
}
pub fn big_sub(a: &[u8], b: &[u8]) -> Vec<u8> {
    limbs::sub(a, b)
}
pub fn big_mul(a: &[u8], b: &[u8]) -> Vec<u8> {
    match (a.len(), b.len()) {
        (_, ..=8) => limbs::mul_small(a, b),
        (..=8, _) => limbs::mul_small(b, a),
        _ => write(read(a) * read(b)),
    }
}

/// Floor quotient and remainder with the divisor's sign.
fn floor_divmod(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (quotient, remainder) = (a / b, a % b);
    if remainder.sign() != Sign::NoSign && remainder.sign() != b.sign() {
        (quotient - 1, remainder + b)
    } else {
        (quotient, remainder)
    }
}

pub fn big_floordiv(a: &[u8], b: &[u8]) -> Vec<u8> {
    write(floor_divmod(&read(a), &read(b)).0)
}
pub fn big_mod(a: &[u8], b: &[u8]) -> Vec<u8> {
    write(floor_divmod(&read(a), &read(b)).1)
}
pub fn big_pow(a: &[u8], exponent: i64) -> Vec<u8> {
    // An exponent beyond u32 fits in memory only for 0, 1 and -1, whose powers depend on its parity alone.
    let exponent = u32::try_from(exponent).unwrap_or(2 + (exponent & 1) as u32);
    write(read(a).pow(exponent))
}
pub fn big_powmod(a: &[u8], b: &[u8], m: &[u8]) -> Vec<u8> {
    write(read(a).modpow(&read(b), &read(m)))
}
pub fn big_gcd(a: &[u8], b: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (read(a), read(b));
    while b.sign() != Sign::NoSign {
        (a, b) = (b.clone(), a % b);
    }
    write(if a.sign() == Sign::Minus { -a } else { a })
}
pub fn big_isqrt(a: &[u8]) -> Vec<u8> {
    write(read(a).sqrt())
}
pub fn big_and(a: &[u8], b: &[u8]) -> Vec<u8> {
    write(read(a) & read(b))
}
pub fn big_or(a: &[u8], b: &[u8]) -> Vec<u8> {
    write(read(a) | read(b))
}
pub fn big_xor(a: &[u8], b: &[u8]) -> Vec<u8> {
    write(read(a) ^ read(b))
}
pub fn big_shl(a: &[u8], n: i64) -> Vec<u8> {
    write(read(a) << n)
}
pub fn big_shr(a: &[u8], n: i64) -> Vec<u8> {
    write(read(a) >> n)
}
pub fn big_cmp(a: &[u8], b: &[u8]) -> i32 {
    match read(a).cmp(&read(b)) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}
pub fn big_bit_length(a: &[u8]) -> i64 {
    read(a).bits() as i64
}
pub fn big_to_text(a: &[u8], base: i32) -> Vec<u8> {
    read(a).to_str_radix(base as u32).into_bytes()
}
pub fn big_from_text(digits: &[u8], base: i32) -> Option<Vec<u8>> {
    let magnitude = digits.strip_prefix(b"-").unwrap_or(digits);
    if magnitude.is_empty() || !magnitude.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    BigInt::parse_bytes(digits, base as u32).map(write)
}

/// The float nearest to `mantissa * 2**exponent` for a magnitude of at least 66 bits whose last bit is sticky.
fn round(magnitude: &BigInt, exponent: i64) -> f64 {
    let bits = magnitude.bits() as i64;
    // The least exponent of a subnormal's last bit is -1074: a value down there keeps fewer than 53 bits.
    let keep = 53.min(bits + exponent + 1074);
    if keep < 0 {
        return 0.0;
    }
    let drop = bits - keep;
    let (mut kept, shift) = if drop <= 0 {
        (magnitude.clone(), exponent)
    } else {
        let kept: BigInt = magnitude >> drop;
        let rest = magnitude - (&kept << drop);
        let half: BigInt = BigInt::from(1) << (drop - 1);
        let up = match rest.cmp(&half) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => kept.bit(0),
        };
        (kept + i32::from(up), exponent + drop)
    };
    if kept.bits() as i64 + shift > 1024 {
        return f64::INFINITY;
    }
    let mut shift = shift;
    // Two exact steps keep the power of two itself in range.
    while shift < -1000 && !kept.bit(0) && kept.sign() != Sign::NoSign {
        kept >>= 1;
        shift += 1;
    }
    let value = kept.iter_u64_digits().next().unwrap_or(0) as f64;
    libm::ldexp(value, shift as i32)
}

fn with_sign(negative: bool, magnitude: f64) -> f64 {
    if negative { -magnitude } else { magnitude }
}

pub fn big_to_f64(a: &[u8]) -> f64 {
    let value = read(a);
    let magnitude = BigInt::from(value.magnitude().clone());
    with_sign(value.sign() == Sign::Minus, round(&magnitude, 0))
}

pub fn big_from_f64(value: f64) -> Vec<u8> {
    let (mantissa, exponent) = libm::frexp(value.trunc());
    let exponent = i64::from(exponent) - 53;
    let mantissa = BigInt::from((mantissa * (1u64 << 53) as f64) as i64);
    write(if exponent >= 0 {
        mantissa << exponent
    } else {
        mantissa >> -exponent
    })
}

pub fn big_truediv(a: &[u8], b: &[u8]) -> f64 {
    let (a, b) = (read(a), read(b));
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    let (a, b) = (
        BigInt::from(a.magnitude().clone()),
        BigInt::from(b.magnitude().clone()),
    );
    // The quotient gets at least 66 bits, of which the last also says whether a remainder is left.
    let shift = 66 + b.bits() as i64 - a.bits() as i64;
    let (a, b) = if shift >= 0 {
        (a << shift, b)
    } else {
        (a, b << -shift)
    };
    let quotient: BigInt = &a / &b;
    let inexact = &quotient * &b != a;
    let sticky = (quotient << 1) + i32::from(inexact);
    with_sign(negative, round(&sticky, -shift - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> Vec<u8> {
        big_from_text(text.as_bytes(), 10).expect("digits")
    }

    #[test]
    fn floor_division_follows_the_divisor() {
        for (a, b, q, r) in [
            ("7", "2", "3", "1"),
            ("-7", "2", "-4", "1"),
            ("7", "-2", "-4", "-1"),
        ] {
            assert_eq!(big_floordiv(&big(a), &big(b)), big(q));
            assert_eq!(big_mod(&big(a), &big(b)), big(r));
        }
    }

    #[test]
    fn conversion_to_float_rounds_to_even() {
        assert_eq!(big_to_f64(&big("9007199254740993")), 9007199254740992.0);
        assert_eq!(big_to_f64(&big("9007199254740995")), 9007199254740996.0);
        assert_eq!(big_to_f64(&big("-3")), -3.0);
        assert_eq!(big_to_f64(&big_pow(&big("10"), 400)), f64::INFINITY);
        assert_eq!(big_to_f64(&big("0")), 0.0);
    }

    #[test]
    fn true_division_is_correctly_rounded() {
        assert_eq!(big_truediv(&big("1"), &big("3")), 1.0 / 3.0);
        let huge = big_pow(&big("10"), 400);
        assert_eq!(big_truediv(&big_mul(&huge, &big("7")), &huge), 7.0);
        assert_eq!(big_truediv(&big("1"), &huge), 0.0);
        assert_eq!(big_truediv(&big("5"), &big_pow(&big("10"), 324)), 5e-324);
        assert_eq!(big_truediv(&big("-1"), &big("4")), -0.25);
    }

    #[test]
    fn from_float_truncates() {
        assert_eq!(big_from_f64(-2.9), big("-2"));
        assert_eq!(big_from_f64(1e23), big("99999999999999991611392"));
        assert_eq!(big_from_f64(0.0), big("0"));
    }
}
