// Checks tests/externs/pure.txt against Kaa.Rt.Host: prints every line that differs, then the count.
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using Kaa.Rt;

static class Vectors
{
    static int Main(string[] args)
    {
        var host = new Host(Assembly.GetExecutingAssembly(), args);
        int wrong = 0, all = 0;
        foreach (string line in File.ReadAllLines(args[0]))
        {
            int equals = line.IndexOf(" = ");
            var words = line.Substring(0, equals).Split(' ');
            string wanted = line.Substring(equals + 3), found;
            try { found = Call(host, words); }
            catch (TargetInvocationException error) { found = error.InnerException.ToString(); }
            all++;
            if (found == wanted) continue;
            wrong++;
            Console.WriteLine(line + " -- found " + found);
        }
        Console.WriteLine(wrong + " of " + all + " differ");
        return wrong == 0 ? 0 : 1;
    }

    static string Call(Host host, string[] words)
    {
        var method = typeof(IExterns).GetMethod(words[0]);
        var parameters = method.GetParameters();
        var values = new object[parameters.Length];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Value(words[index + 1], parameters[index].ParameterType);
        }
        return Text(method.Invoke(host, values));
    }

    static object Value(string word, Type type)
    {
        string rest = word.Substring(1);
        switch (word[0])
        {
            case 'd':
                if (rest == "nan") return double.NaN;
                return BitConverter.Int64BitsToDouble((long)Convert.ToUInt64(rest, 16));
            case 'z': return rest == "1";
            case 'b':
                var bytes = new sbyte[rest.Length / 2];
                for (int at = 0; at < bytes.Length; at++) bytes[at] = (sbyte)Convert.ToByte(rest.Substring(at * 2, 2), 16);
                return bytes;
            default: return type == typeof(int) ? (object)int.Parse(rest) : long.Parse(rest);
        }
    }

    static string Text(object value)
    {
        if (value == null) return "n";
        if (value is double)
        {
            double number = (double)value;
            return double.IsNaN(number) ? "dnan" : "d" + BitConverter.DoubleToInt64Bits(number).ToString("x16");
        }
        if (value is bool) return (bool)value ? "z1" : "z0";
        var bytes = value as sbyte[];
        if (bytes == null) return "i" + value;
        var text = new System.Text.StringBuilder("b");
        foreach (sbyte item in bytes) text.Append(((byte)item).ToString("x2"));
        return text.ToString();
    }
}
