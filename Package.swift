// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in every target of ours; Swift 6 mode brings strict concurrency.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    // A test runs once and is built as often: what it tests is optimised, it is not.
    .testTarget(
        name: name, dependencies: dependencies, resources: resources,
        swiftSettings: strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))])
}

let package = Package(
    name: "anticipate",
    dependencies: [
        // The command line: help, validation and completion without code of our own.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Log lines that an operator's collector can take up.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // YAML with the line and column of every node, which our error messages name.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // SQLite (Debian's libsqlite3-dev) for the ledger: migrations, and errors that hide values.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    ],
    targets: [
        // System libraries, from Debian's packages.
        // The reference BLAS builds and runs; OpenBLAS replaces it through Debian's alternatives.
        .systemLibrary(name: "CBLAS", providers: [.apt(["libblas-dev"])]),
        // Cholesky factorisation and solves for the Newton systems.
        .systemLibrary(name: "CLAPACK", providers: [.apt(["liblapack-dev"])]),
        // gzip, in and out: Intel's ISA-L packs four times and unpacks two to three times as fast as zlib.
        .systemLibrary(name: "CIgzip", providers: [.apt(["libisal-dev"])]),
        // SHA-256 and HMAC, without compiling a cryptography package of our own.
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        // Workbooks that Excel opens without a complaint, from a library that has met its oddities.
        .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),

        // Leaves: values and devices that know no stage.
        .target(name: "CTabular"),
        module("Tabular", ["CTabular", "CIgzip"]),
        module("Configuration", [.product(name: "Yams", package: "Yams")]),
        module("Hashing", ["CCrypto"]),
        module("Accounts"),
        module("Records", ["Configuration"]),
        module("FeatureData"),
        module("LinearAlgebra", ["CBLAS", "CLAPACK"]),
        module("Evaluation"),
        module("Identity", ["Hashing"]),
        module("Ledger", [.product(name: "GRDB", package: "GRDB.swift")]),

        // Stages: a value in, a value and an account out.
        module("Ingest", ["Records", "Tabular", "Identity", "Accounts", "Configuration", "Hashing"]),
        module("Features", ["Records", "FeatureData", "Configuration"]),
        module("Outcomes", ["Records", "Configuration"]),
        module("ReadyTables", ["FeatureData", "Tabular"]),
        module("Scoring", ["FeatureData", "Configuration"]),
        module("Training", ["FeatureData", "LinearAlgebra", "Scoring", "Evaluation", "Configuration"]),
        module("Cohorts", ["FeatureData", "Scoring", "Configuration", "Hashing"]),
        module("Lists", ["CXlsxWriter", "Hashing", "Tabular"]),
        module("Reports", ["Accounts", "Cohorts", "Evaluation", "Tabular"]),
        module("RunStore", ["CTabular", "Tabular", "Hashing"]),
        module("SyntheticPopulation", ["Tabular"]),

        // Only Pipeline knows the order of the stages.
        module(
            "Pipeline",
            [
                "Accounts", "Cohorts", "Configuration", "Evaluation", "FeatureData", "Features", "Hashing", "Identity",
                "Ingest", "Ledger", "Lists", "Outcomes", "ReadyTables", "Records", "Reports",
                "RunStore", "Scoring", "SyntheticPopulation", "Tabular", "Training",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "anticipate",
            dependencies: ["Pipeline", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),

        // Times the fits for `Benchmarks/bench`, beside the peers; no part of the program.
        .executableTarget(
            name: "FitTiming", dependencies: ["FeatureData", "Training"], path: "Benchmarks/FitTiming",
            swiftSettings: strict),

        // What several tests draw on.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // Tests mirror sources.
        tests("HashingTests", ["Hashing"]),
        tests("TabularTests", ["TestSupport", "Tabular"]),
        tests("IngestTests", ["TestSupport", "Ingest", "Records", "Accounts", "Tabular", "Configuration", "Identity"]),
        tests("IdentityTests", ["Identity"]),
        tests(
            "OracleTests",
            [
                "TestSupport",
                "Accounts", "Configuration", "FeatureData", "Features", "Hashing", "Identity", "Ingest", "Records",
                "Tabular",
            ]),
        tests("ConfigurationTests", ["TestSupport", "Configuration"]),
        tests("RecordsTests", ["Records", "Configuration"]),
        tests("FeaturesTests", ["TestSupport", "Features", "Records", "FeatureData", "Configuration", "Hashing"]),
        tests("OutcomesTests", ["Outcomes", "Records", "Configuration"]),
        tests("FeatureDataTests", ["FeatureData"]),
        tests("ReadyTablesTests", ["ReadyTables", "FeatureData", "Tabular"]),
        tests(
            "ScoringTests", ["Scoring", "FeatureData", "Configuration"],
            resources: [.copy("Formats"), .copy("ScikitLearn")]),
        tests(
            "TrainingTests",
            ["TestSupport", "Training", "Scoring", "Evaluation", "FeatureData", "LinearAlgebra", "Configuration"],
            resources: [.copy("Fixtures")]),
        tests("CohortsTests", ["TestSupport", "Cohorts", "FeatureData", "Configuration"]),
        tests("LedgerTests", ["Ledger", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("ListsTests", ["Lists", "Tabular"]),
        tests(
            "PipelineTests",
            [
                "TestSupport",
                "Accounts", "Configuration", "Evaluation", "FeatureData", "Hashing", "Identity", "Ledger", "Lists",
                "Pipeline", "ReadyTables", "Records", "RunStore", "Scoring", "SyntheticPopulation", "Tabular",
                "Training", .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("PublishedScores")]),
        tests(
            "ReportsTests",
            ["Reports", "Accounts", "Cohorts", "Configuration", "Evaluation", "FeatureData", "RunStore", "Tabular"]),
        tests("EvaluationTests", ["Evaluation"], resources: [.copy("Fixtures")]),
        tests("RunStoreTests", ["TestSupport", "RunStore", "Tabular", "Hashing"]),
        tests("SyntheticPopulationTests", ["SyntheticPopulation", "Tabular"]),
        // That the documents say what is so.
        tests("DocumentationTests", []),
    ],
    swiftLanguageModes: [.v6]
)
