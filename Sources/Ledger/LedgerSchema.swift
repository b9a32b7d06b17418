import GRDB

/// The tables of the ledger, version by version.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in try database.execute(sql: first) }
        migrator.registerMigration("2") { database in try database.execute(sql: second) }
        migrator.registerMigration("3") { database in try database.execute(sql: third) }
        migrator.registerMigration("4") { database in try database.execute(sql: fourth) }
        return migrator
    }

    /// Every table with the columns that order it, for `Ledger.text`.
    static let orders = [
        ("runs", "id"), ("run_models", "run, name, version"), ("issues", "number"),
        ("issue_programmes", "issue, programme"),
        ("families", "id"), ("memberships", "id"), ("listings", "issue, membership"),
        ("reviews", "person, programme, reviewed_on, outcome, suitable, reason"), ("facts", "name"),
        ("audit", "line"),
    ]

    /// What the audit log tells, for whoever asks the ledger; the log in its chain remains the original.
    private static let third = """
        -- One row is a line of the audit log, with the SHA-256 of that line; facts are JSON.
        CREATE TABLE audit (
          line INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, user TEXT NOT NULL,
          purpose TEXT NOT NULL, facts TEXT NOT NULL, sha256 TEXT NOT NULL
        );
        """

    /// Programmes of one run may be of two versions of a model.
    private static let second = """
        CREATE TABLE run_models_2 (
          run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, name TEXT NOT NULL, version TEXT NOT NULL,
          sha256 TEXT NOT NULL, PRIMARY KEY (run, name, version)
        ) WITHOUT ROWID;
        INSERT INTO run_models_2 SELECT run, name, version, sha256 FROM run_models;
        DROP TABLE run_models;
        ALTER TABLE run_models_2 RENAME TO run_models;
        """

    /// Whether `listings.risk` is a number of points.
    private static let fourth = "ALTER TABLE issue_programmes ADD COLUMN points INTEGER NOT NULL DEFAULT 0"

    private static let first = """
        -- One row is a published run that is on disk.
        CREATE TABLE runs (
          id TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL, index_date TEXT NOT NULL, run_date TEXT NOT NULL,
          program TEXT NOT NULL, demonstration INTEGER NOT NULL, configuration_sha256 TEXT NOT NULL,
          catalogue_sha256 TEXT NOT NULL, issue INTEGER
        ) WITHOUT ROWID;
        -- One row is a model that a run used.
        CREATE TABLE run_models (
          run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, name TEXT NOT NULL, version TEXT NOT NULL,
          sha256 TEXT NOT NULL, PRIMARY KEY (run, name)
        ) WITHOUT ROWID;
        -- One row is an issue that leads to the published run.
        CREATE TABLE issues (number INTEGER NOT NULL PRIMARY KEY, run TEXT NOT NULL, date TEXT NOT NULL);
        -- One row is a programme of an issue, against the issue before.
        CREATE TABLE issue_programmes (
          issue INTEGER NOT NULL REFERENCES issues(number), programme TEXT NOT NULL, model TEXT NOT NULL,
          version TEXT NOT NULL, sha256 TEXT NOT NULL, listed INTEGER NOT NULL, entered INTEGER NOT NULL,
          returned INTEGER NOT NULL, moved INTEGER NOT NULL, stayed INTEGER NOT NULL,
          stayed_by_band INTEGER NOT NULL, left INTEGER NOT NULL, opted_out INTEGER NOT NULL,
          median_days INTEGER NOT NULL, PRIMARY KEY (issue, programme)
        ) WITHOUT ROWID;
        -- One row is a family of features; listings name it by its number.
        CREATE TABLE families (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        -- One row is a person's time on one list of a programme. The person of one who objects is forgotten.
        CREATE TABLE memberships (
          id INTEGER NOT NULL PRIMARY KEY, programme TEXT NOT NULL, place TEXT NOT NULL, person TEXT,
          entered_on TEXT NOT NULL, listed_since TEXT NOT NULL, entry_reason TEXT NOT NULL,
          entry_detail TEXT NOT NULL, left_on TEXT, exit_reason TEXT, exit_detail TEXT
        );
        CREATE INDEX memberships_by_person ON memberships (person);
        CREATE INDEX memberships_open ON memberships (programme) WHERE left_on IS NULL;
        -- One row is a membership at an issue. Contributions are family:ten-thousandths, the largest first.
        CREATE TABLE listings (
          issue INTEGER NOT NULL REFERENCES issues(number), membership INTEGER NOT NULL REFERENCES memberships(id),
          rank INTEGER NOT NULL, rank_in_practice INTEGER NOT NULL, risk REAL NOT NULL, stay TEXT NOT NULL,
          contributions TEXT NOT NULL, PRIMARY KEY (issue, membership)
        ) WITHOUT ROWID;
        CREATE INDEX listings_by_membership ON listings (membership);
        -- One row is a review that came back.
        CREATE TABLE reviews (
          person TEXT NOT NULL, programme TEXT NOT NULL, reviewed_on TEXT NOT NULL, outcome TEXT NOT NULL,
          suitable TEXT NOT NULL, reason TEXT NOT NULL, brought_on TEXT NOT NULL,
          PRIMARY KEY (person, programme, reviewed_on, outcome, suitable, reason)
        ) WITHOUT ROWID;
        -- One row is a fact of the ledger itself, such as which file its reviews are of.
        CREATE TABLE facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """
}
