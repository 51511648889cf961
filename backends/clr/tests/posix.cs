// Exercises the system primitives of Kaa.Rt.Host in the folder args[0]; prints what must be the same
// everywhere.
using System;
using System.Collections.Generic;
using System.Reflection;
using System.Text;
using Kaa.Rt;

static class Systems
{
    static Host host;

    static int Main(string[] args)
    {
        host = new Host(Assembly.GetExecutingAssembly(), args);
        Files(args[0]);
        Names(args[0]);
        Environments();
        Process();
        Clocks();
        return 0;
    }

    static sbyte[] Bytes(string text) => (sbyte[])(Array)Encoding.UTF8.GetBytes(text);

    static string Text(sbyte[] bytes) => bytes == null ? "null" : Encoding.UTF8.GetString((byte[])(Array)bytes);

    static void Show(string name, object value) => Console.WriteLine(name + ": " + value);

    static void Files(string folder)
    {
        const int writeCreate = 1 | 0x40, readWrite = 2;
        var path = Bytes(folder + "/a file ü");
        Show("open missing", host.fs_open(path, 0, 0));
        int fd = host.fs_open(path, writeCreate, 0x1A4);
        Show("opened", fd > 2);
        Show("write", host.fs_write(fd, Bytes("hello world"), 6, 5));
        Show("write outside", host.fs_write(fd, Bytes("hello"), 3, 3));
        Show("close", host.fs_close(fd));
        Show("close again", host.fs_close(fd));
        fd = host.fs_open(path, readWrite, 0);
        var buffer = new sbyte[16];
        Show("read", host.fs_read(fd, buffer, 2, 14));
        Show("buffer", Text(buffer).Replace('\0', '.'));
        Show("read at end", host.fs_read(fd, buffer, 0, 4));
        Show("seek", host.fs_seek(fd, -2, 2));
        Show("seek wrong", host.fs_seek(fd, -1, 0));
        Show("truncate", host.fs_truncate(fd, 3));
        Show("sync", host.fs_sync(fd));
        int copy = host.fs_dup(fd);
        Show("dup", copy > fd);
        Show("tty", host.fs_isatty(fd));
        var status = new long[13];
        Show("fstat", host.fs_fstat(copy, status));
        Show("mode", Convert.ToString(status[0], 8));
        Show("size", status[6]);
        Show("links", status[3]);
        Show("utime", host.fs_utime(path, 1500000000123456789, -1));
        Show("stat", host.fs_stat(path, true, status));
        Show("times", status[7] + " " + status[8]);
        Show("term", host.term_size(fd, new long[2]));
        host.fs_close(fd);
        host.fs_close(copy);
    }

    static void Names(string folder)
    {
        var error = new long[1];
        var sub = Bytes(folder + "/sub");
        Show("mkdir", host.fs_mkdir(sub, 0x1FF));
        Show("mkdir again", host.fs_mkdir(sub, 0x1FF));
        Show("symlink", host.fs_symlink(Bytes("target"), Bytes(folder + "/sub/link")));
        Show("readlink", Text(host.fs_readlink(Bytes(folder + "/sub/link"), error)));
        Show("readlink of folder", host.fs_readlink(sub, error) == null ? error[0] : 0);
        var status = new long[13];
        Show("stat dangling", host.fs_stat(Bytes(folder + "/sub/link"), true, status));
        Show("lstat", host.fs_stat(Bytes(folder + "/sub/link"), false, status));
        Show("listdir", Text(host.fs_listdir(sub, error)).Replace('\0', ','));
        Show("listdir missing", host.fs_listdir(Bytes("/no/such"), error) == null ? error[0] : 0);
        Show("rmdir full", host.fs_rmdir(sub));
        Show("unlink", host.fs_unlink(Bytes(folder + "/sub/link")));
        Show("rename", host.fs_rename(sub, Bytes(folder + "/other")));
        Show("chmod", host.fs_chmod(Bytes(folder + "/other"), 0x16D));
        Show("access", host.fs_access(Bytes(folder + "/other"), 4));
        Show("access missing", host.fs_access(sub, 0));
        Show("chdir", host.fs_chdir(Bytes(folder + "/other")));
        Show("getcwd", Text(host.fs_getcwd()) == folder + "/other");
        Show("chdir back", host.fs_chdir(Bytes(folder)));
        Show("rmdir", host.fs_rmdir(Bytes(folder + "/other")));
    }

    static List<string> Environment()
    {
        return new List<string>(Text(host.env_all()).Split('\0'));
    }

    static void Environments()
    {
        Show("env", Environment().Exists(entry => entry.StartsWith("PATH=")));
        Show("set", host.env_set(Bytes("KAA_T"), Bytes("a=b")));
        Show("set again", host.env_set(Bytes("KAA_T"), Bytes("c=d")));
        Show("found", Environment().FindAll(entry => entry.StartsWith("KAA_T=")).Count);
        Show("unset", host.env_unset(Bytes("KAA_T")));
        Show("found", Environment().FindAll(entry => entry.StartsWith("KAA_T=")).Count);
        Show("set wrong", host.env_set(Bytes(""), Bytes("x")));
    }

    static void Process()
    {
        var ids = new long[5];
        host.proc_ids(ids);
        Show("ids", ids[0] > 0 && ids[1] == ids[3]);
        Show("pid", host.proc_pid() == System.Diagnostics.Process.GetCurrentProcess().Id);
        Show("kill", host.proc_kill(host.proc_pid(), 0));
        Show("kill wrong", host.proc_kill(host.proc_pid(), 1000));
        Show("uname", Text(host.os_uname()).Split('\0')[0]);
        Show("cpus", host.os_cpu_count() > 0);
        Show("watch wrong", host.signal_watch(0, 1));
        Show("no signal", host.signal_next());
        var random = new sbyte[64];
        host.random_bytes(random);
        Show("random", Array.Exists(random, item => item != 0));
        Show("args", Text(host.proc_args()).Split('\0').Length);
        Show("no compiler", Text(host.compile_source(Bytes("1"), Bytes("f"), 0, 0)).Contains("no compiler"));
        foreach (var name in new[] { "a", "b", "b.__init__", "b.c", "c", "" })
        {
            Show("module " + name, Text(host.embedded_module(Bytes(name))));
        }
        Show("main", Text(host.embedded_main()));
    }

    static void Clocks()
    {
        long before = host.time_monotonic_ns();
        Show("sleep", host.time_sleep_ns(2000000));
        Show("passed", host.time_monotonic_ns() - before >= 2000000);
        Show("now", host.time_now_ns() > 1700000000000000000);
        Show("cpu", host.time_process_ns() > 0 && host.time_thread_ns() > 0);
        var fields = new long[10];
        Show("local", host.time_local(1000000000, fields));
        Show("fields", string.Join(" ", Array.ConvertAll(fields, field => field.ToString())));
        Show("zone", Text(host.time_zone_name(0)) + " " + Text(host.time_zone_name(1)));
    }
}
