//! Where a point lies after a change of coordinates.

use lopdf::Object;

/// A change of coordinates: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix([f32; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    /// Reads six numbers.
    pub(super) fn of(operands: &[Object]) -> Self {
        let value = |at: usize| operands.get(at).and_then(|operand| operand.as_float().ok());
        let value = |at: usize| value(at).filter(|value| value.is_finite()).unwrap_or(0.0);
        Self([value(0), value(1), value(2), value(3), value(4), value(5)])
    }

    pub(super) fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The change that a page turned clockwise by these degrees is seen with.
    pub(super) fn turned(degrees: i64) -> Self {
        Self(match degrees.rem_euclid(360) {
            90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            _ => return Self::default(),
        })
    }

    /// This change, and then the other.
    pub(super) fn times(self, then: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, then.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    /// Turns it back by whole quarters, so that text runs to the right, and tells how many. `None` for what stands
    /// aslant, as marks across a page do, and for what is nowhere.
    pub(super) fn upright(self) -> Option<(u8, Self)> {
        let [a, b, ..] = self.0;
        if !self.0.iter().all(|value| value.is_finite() && value.abs() < 1e6) {
            return None;
        }
        let (turn, back) = if b.abs() * 8.0 <= a.abs() {
            if a > 0.0 { (0, 0) } else { (2, 180) }
        } else if a.abs() * 8.0 <= b.abs() {
            if b > 0.0 { (1, 90) } else { (3, 270) }
        } else {
            return None;
        };
        Some((turn, self.times(Self::turned(back))))
    }

    pub(super) fn origin(self) -> (f32, f32) {
        (self.0[4], self.0[5])
    }

    /// How long a step to the right and one up become.
    pub(super) fn lengths(self) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(matrix: [f32; 6], turn: Option<u8>) {
        let upright = Matrix(matrix).upright();
        assert_eq!(upright.map(|(turn, _)| turn), turn);
        if let Some((_, matrix)) = upright {
            assert!(matrix.0[0] > 0.0 && matrix.0[1].abs() < 0.2, "{matrix:?}");
        }
    }

    #[test]
    fn quarters_are_turned_back() {
        check([1.0, 0.0, 0.0, 1.0, 5.0, 6.0], Some(0));
        check([0.0, 2.0, -2.0, 0.0, 5.0, 6.0], Some(1));
        check([-1.0, 0.1, 0.0, -1.0, 5.0, 6.0], Some(2));
        check([0.0, -1.0, 1.0, 0.0, 5.0, 6.0], Some(3));
        check([1.0, 1.0, -1.0, 1.0, 5.0, 6.0], None);
        check([f32::NAN, 0.0, 0.0, 1.0, 0.0, 0.0], None);
    }
}
