using System;

namespace Kaa.Rt
{
    /// <summary>Payne and Hanek's reduction of large angles, in pieces of 24 bits, as fdlibm does it:
    /// Copyright (C) 1993 by Sun Microsystems, Inc. Permission to use, copy, modify, and distribute
    /// this software is freely granted, provided that this notice is preserved.</summary>
    static partial class Libm
    {
        /// <summary>2 / pi in pieces of 24 bits.</summary>
        static readonly int[] TwoOverPi =
        {
            0xA2F983, 0x6E4E44, 0x1529FC, 0x2757D1, 0xF534DD, 0xC0DB62, 0x95993C, 0x439041, 0xFE5163,
            0xABDEBB, 0xC561B7, 0x246E3A, 0x424DD2, 0xE00649, 0x2EEA09, 0xD1921C, 0xFE1DEB, 0x1CB129,
            0xA73EE8, 0x8235F5, 0x2EBB44, 0x84E99C, 0x7026B4, 0x5F7E41, 0x3991D6, 0x398353, 0x39F49C,
            0x845F8B, 0xBDF928, 0x3B1FF8, 0x97FFDE, 0x05980F, 0xEF2F11, 0x8B5A0A, 0x6D1F6D, 0x367ECF,
            0x27CB09, 0xB74F46, 0x3F669E, 0x5FEA2D, 0x7527BA, 0xC7EBE5, 0xF17B3D, 0x0739F7, 0x8A5292,
            0xEA6BFB, 0x5FB11F, 0x8D5D08, 0x560330, 0x46FC7B, 0x6BABF0, 0xCFBC20, 0x9AF436, 0x1DA9E3,
            0x91615E, 0xE61B08, 0x659985, 0x5F14A0, 0x68408D, 0xFFD880, 0x4D7327, 0x310606, 0x1556CA,
            0x73A8C9, 0x60E27B, 0xC08C6B,
        };

        /// <summary>pi / 2 in pieces of 24 bits.</summary>
        static readonly double[] HalfPiPieces =
        {
            1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15,
            3.28200341580791294123e-22, 1.27065575308067607349e-29, 1.22933308981111328932e-36,
            2.73370053816464559624e-44, 2.16741683877804819444e-51,
        };

        const double Two24 = 16777216.0, TwoMinus24 = 5.96046447753906250000e-08;

        static int ReduceLarge(double x, uint ix, bool negative, out double y0, out double y1)
        {
            double z = FromBits(Bits(x) & 0xFFFFFFFFFFFFF | (0x3FFUL + 23) << 52);
            var pieces = new double[3];
            for (int i = 0; i < 2; i++)
            {
                pieces[i] = (int)z;
                z = (z - pieces[i]) * Two24;
            }
            pieces[2] = z;
            int count = 3;
            while (count > 1 && pieces[count - 1] == 0.0) count--;
            var reduction = new Reduction(pieces, count, (int)(ix >> 20) - (0x3FF + 23));
            int n = reduction.Run(out y0, out y1);
            if (!negative) return n;
            y0 = -y0;
            y1 = -y1;
            return -n;
        }

        /// <summary>One reduction of x = sum of pieces[i] * 2 ** (exponent - 24 * i).</summary>
        sealed class Reduction
        {
            const int InitialTerms = 4;
            readonly double[] x;
            readonly int last;
            readonly int firstWord;
            readonly double[] f = new double[20], q = new double[20], fq = new double[20];
            readonly int[] iq = new int[20];
            int q0;
            int jz = InitialTerms;
            int n;
            int ih;
            double z;

            internal Reduction(double[] pieces, int count, int exponent)
            {
                x = pieces;
                last = count - 1;
                firstWord = Math.Max((exponent - 3) / 24, 0);
                q0 = exponent - 24 * (firstWord + 1);
            }

            internal int Run(out double y0, out double y1)
            {
                for (int i = 0, j = firstWord - last; i <= last + InitialTerms; i++, j++)
                {
                    f[i] = j < 0 ? 0.0 : TwoOverPi[j];
                }
                for (int i = 0; i <= InitialTerms; i++) q[i] = Product(i);
                while (!Distill()) { }
                Settle();
                return Compress(out y0, out y1);
            }

            double Product(int i)
            {
                double sum = 0;
                for (int j = 0; j <= last; j++) sum += x[j] * f[last + i - j];
                return sum;
            }

            /// <summary>Splits q into integers and takes off the multiple of 8; false if more terms
            /// are needed.</summary>
            bool Distill()
            {
                z = q[jz];
                for (int i = 0, j = jz; j > 0; i++, j--)
                {
                    double high = (int)(TwoMinus24 * z);
                    iq[i] = (int)(z - Two24 * high);
                    z = q[j - 1] + high;
                }
                z = Scale(z, q0);
                z -= 8.0 * Math.Floor(z * 0.125);
                n = (int)z;
                z -= n;
                ih = 0;
                if (q0 > 0)
                {
                    int i = iq[jz - 1] >> (24 - q0);
                    n += i;
                    iq[jz - 1] -= i << (24 - q0);
                    ih = iq[jz - 1] >> (23 - q0);
                }
                else if (q0 == 0) ih = iq[jz - 1] >> 23;
                else if (z >= 0.5) ih = 2;
                if (ih > 0) TakeFromOne();
                return z != 0.0 || !NeedsTerms();
            }

            /// <summary>The fraction is above a half: uses one minus it.</summary>
            void TakeFromOne()
            {
                n++;
                bool carry = false;
                for (int i = 0; i < jz; i++)
                {
                    int j = iq[i];
                    if (carry) iq[i] = 0xFFFFFF - j;
                    else if (j != 0)
                    {
                        carry = true;
                        iq[i] = 0x1000000 - j;
                    }
                }
                if (q0 == 1) iq[jz - 1] &= 0x7FFFFF;
                else if (q0 == 2) iq[jz - 1] &= 0x3FFFFF;
                if (ih != 2) return;
                z = 1.0 - z;
                if (carry) z -= Scale(1.0, q0);
            }

            bool NeedsTerms()
            {
                int any = 0;
                for (int i = jz - 1; i >= InitialTerms; i--) any |= iq[i];
                if (any != 0) return false;
                int k = 1;
                while (iq[InitialTerms - k] == 0) k++;
                for (int i = jz + 1; i <= jz + k; i++)
                {
                    f[last + i] = TwoOverPi[firstWord + i];
                    q[i] = Product(i);
                }
                jz += k;
                return true;
            }

            /// <summary>Drops zero terms, or breaks z into pieces.</summary>
            void Settle()
            {
                if (z == 0.0)
                {
                    do
                    {
                        jz--;
                        q0 -= 24;
                    }
                    while (iq[jz] == 0);
                    return;
                }
                z = Scale(z, -q0);
                if (z < Two24)
                {
                    iq[jz] = (int)z;
                    return;
                }
                double high = (int)(TwoMinus24 * z);
                iq[jz] = (int)(z - Two24 * high);
                jz++;
                q0 += 24;
                iq[jz] = (int)high;
            }

            int Compress(out double y0, out double y1)
            {
                double unit = Scale(1.0, q0);
                for (int i = jz; i >= 0; i--)
                {
                    q[i] = unit * iq[i];
                    unit *= TwoMinus24;
                }
                for (int i = jz; i >= 0; i--)
                {
                    double term = 0;
                    for (int k = 0; k <= InitialTerms && k <= jz - i; k++) term += HalfPiPieces[k] * q[i + k];
                    fq[jz - i] = term;
                }
                double sum = 0;
                for (int i = jz; i >= 0; i--) sum += fq[i];
                y0 = ih == 0 ? sum : -sum;
                sum = fq[0] - sum;
                for (int i = 1; i <= jz; i++) sum += fq[i];
                y1 = ih == 0 ? sum : -sum;
                return n & 7;
            }
        }
    }
}
