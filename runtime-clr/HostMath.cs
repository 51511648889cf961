namespace Kaa.Rt
{
    /// <summary>Functions of floats; the remainder is exact in every framework.</summary>
    public sealed partial class Host
    {
        public double math_acos(double x) => Libm.Acos(x);
        public double math_asin(double x) => Libm.Asin(x);
        public double math_atan(double x) => Libm.Atan(x);
        public double math_atan2(double y, double x) => Libm.Atan2(y, x);
        public double math_cbrt(double x) => Libm.Cbrt(x);
        public double math_cos(double x) => Libm.Cos(x);
        public double math_cosh(double x) => Libm.Cosh(x);
        public double math_exp(double x) => Libm.Exp(x);
        public double math_expm1(double x) => Libm.Expm1(x);
        public double math_fmod(double x, double y) => x % y;
        public double math_log(double x) => Libm.Log(x);
        public double math_log10(double x) => Libm.Log10(x);
        public double math_log1p(double x) => Libm.Log1p(x);
        public double math_pow(double x, double y) => Libm.Pow(x, y);
        public double math_sin(double x) => Libm.Sin(x);
        public double math_sinh(double x) => Libm.Sinh(x);
        public double math_tan(double x) => Libm.Tan(x);
        public double math_tanh(double x) => Libm.Tanh(x);
    }
}
