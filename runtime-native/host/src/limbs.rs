//! Sums, differences and small products of big integers straight on their bytes (little-endian two's complement): for numbers
//! of a few hundred digits a detour over the library's own form costs more than the operation.

/// The number as words, sign-extended to `count` of them.
fn words(bytes: &[u8], count: usize) -> impl Iterator<Item = u64> + '_ {
    let fill = if is_negative(bytes) { u64::MAX } else { 0 };
    let whole = bytes.chunks_exact(8);
    let rest = whole.remainder();
    let last = (!rest.is_empty()).then(|| {
        let mut word = fill.to_le_bytes();
        word[..rest.len()].copy_from_slice(rest);
        u64::from_le_bytes(word)
    });
    let whole = whole.map(|chunk| u64::from_le_bytes(chunk.try_into().expect("eight bytes")));
    whole.chain(last).chain(std::iter::repeat(fill)).take(count)
}

pub fn is_negative(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(|top| top & 0x80 != 0)
}

/// Drops leading bytes that only repeat the sign.
pub fn shorten(bytes: &mut Vec<u8>) {
    let fill = if is_negative(bytes) { 0xff } else { 0 };
    while let [.., below, top] = bytes[..]
        && top == fill
        && (below ^ fill) & 0x80 == 0
    {
        bytes.pop();
    }
}

/// Room for both numbers and a carry.
fn room(a: &[u8], b: &[u8]) -> usize {
    a.len().max(b.len()) / 8 + 1
}

fn collect(count: usize, words: impl Iterator<Item = u64>) -> Vec<u8> {
    let mut bytes = vec![0; count * 8];
    for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    shorten(&mut bytes);
    bytes
}

pub fn add(a: &[u8], b: &[u8]) -> Vec<u8> {
    let count = room(a, b) + 1;
    let mut carry = false;
    let sums = words(a, count).zip(words(b, count)).map(|(x, y)| {
        let (sum, first) = x.overflowing_add(y);
        let (sum, second) = sum.overflowing_add(u64::from(carry));
        carry = first || second;
        sum
    });
    collect(count, sums)
}

pub fn sub(a: &[u8], b: &[u8]) -> Vec<u8> {
    let count = room(a, b) + 1;
    let mut borrow = false;
    let differences = words(a, count).zip(words(b, count)).map(|(x, y)| {
        let (difference, first) = x.overflowing_sub(y);
        let (difference, second) = difference.overflowing_sub(u64::from(borrow));
        borrow = first || second;
        difference
    });
    collect(count, differences)
}

/// `a * b` for a `b` of at most eight bytes.
pub fn mul_small(a: &[u8], b: &[u8]) -> Vec<u8> {
    let factor = words(b, 1).next().expect("one word") as i64;
    let magnitude = factor.unsigned_abs();
    let count = a.len() / 8 + 3;
    // The product of two's complement words by a magnitude is right to any number of words, the carry being unsigned.
    let mut carry = 0u64;
    let mut flip = factor < 0;
    let products = words(a, count).map(|word| {
        let product = u128::from(word) * u128::from(magnitude) + u128::from(carry);
        carry = (product >> 64) as u64;
        let low = product as u64;
        if factor < 0 {
            let (negated, still) = (!low).overflowing_add(u64::from(flip));
            flip = still;
            negated
        } else {
            low
        }
    });
    collect(count, products)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;

    #[test]
    fn agrees_with_the_library() {
        let ends = [
            0i128,
            1,
            -1,
            127,
            128,
            -128,
            -129,
            255,
            i64::MAX.into(),
            i64::MIN.into(),
            1 << 64,
            -(1 << 64),
            1 << 100,
            -(1 << 100) - 7,
        ];
        let bytes = |n: &BigInt| n.to_signed_bytes_le();
        for a in ends.map(BigInt::from) {
            for b in ends.map(BigInt::from) {
                assert_eq!(add(&bytes(&a), &bytes(&b)), bytes(&(&a + &b)), "{a} + {b}");
                assert_eq!(sub(&bytes(&a), &bytes(&b)), bytes(&(&a - &b)), "{a} - {b}");
                if bytes(&b).len() <= 8 {
                    assert_eq!(
                        mul_small(&bytes(&a), &bytes(&b)),
                        bytes(&(&a * &b)),
                        "{a} * {b}"
                    );
                }
            }
        }
    }
}
