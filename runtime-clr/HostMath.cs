using System;

namespace Kaa.Rt
{
    public sealed partial class Host
    {
        public double math_acos(double x) => Math.Acos(x);
        public double math_asin(double x) => Math.Asin(x);
        public double math_atan(double x) => Math.Atan(x);
        public double math_atan2(double y, double x) => Math.Atan2(y, x);
        public double math_cbrt(double x) => Math.Pow(x, 1.0 / 3);
        public double math_cos(double x) => Math.Cos(x);
        public double math_cosh(double x) => Math.Cosh(x);
        public double math_exp(double x) => Math.Exp(x);
        public double math_expm1(double x) => Math.Exp(x) - 1;
        public double math_fmod(double x, double y) => x % y;
        public double math_log(double x) => Math.Log(x);
        public double math_log10(double x) => Math.Log10(x);
        public double math_log1p(double x) => Math.Log(1 + x);
        public double math_pow(double x, double y) => Math.Pow(x, y);
        public double math_sin(double x) => Math.Sin(x);
        public double math_sinh(double x) => Math.Sinh(x);
        public double math_tan(double x) => Math.Tan(x);
        public double math_tanh(double x) => Math.Tanh(x);
    }
}
