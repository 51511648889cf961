//! IR to CIL assemblies.
//!
//! Reading order: [`metadata`] (what an assembly declares), [`il`] (method bodies), [`pe`] (the
//! file around them).

pub mod il;
pub mod metadata;
pub mod pe;

/// The contents of `<app>.runtimeconfig.json`, which lets `dotnet app.exe` choose a runtime: the
/// newest installed from .NET Core 3.1 on. Invariant globalization because culture data is not ours
/// to consult.
pub const RUNTIME_CONFIG: &str = r#"{
  "runtimeOptions": {
    "tfm": "netcoreapp3.1",
    "rollForward": "LatestMajor",
    "framework": { "name": "Microsoft.NETCore.App", "version": "3.1.0" },
    "configProperties": {
      "System.Globalization.Invariant": true,
      "System.GC.Server": false,
      "System.GC.Concurrent": false
    }
  }
}
"#;
