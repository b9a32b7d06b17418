#!/usr/bin/env python3
"""The nightly job in DuckDB, as a good data engineer would write it today: fast, lean, and without any validation.

One SQL query a table, over its columns and the rows of its windows, aggregated per person and joined to the scored
persons in person_id order. A malformed row stops it, a wrong one is believed.

    duckdb_pipeline.py --extracts DIR --index-date 2024-04-01 --model model.json --out DIR
"""

import csv
import gzip
import os
import shutil

import duckdb
import nightly
import numpy as np

DATES = {
    "date_of_birth",
    "registered_from",
    "registered_to",
    "date_of_death",
    "admission_date",
    "discharge_date",
    "appointment_date",
    "event_date",
    "issue_date",
    "contact_date",
    "start_date",
    "end_date",
    "reviewed_on",
}


def quoted(values):
    """A list of SQL strings."""
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


class Extracts:
    """The canonical extracts as views, and the scored persons to whom everything is joined."""

    def __init__(self, options):
        self.folder, self.index = options.extracts, options.index_date
        self.codelists = nightly.Codelists(options.codelists)
        self.lists = self.codelists.lists
        self.sql = duckdb.connect()
        self.sql.execute("SET preserve_insertion_order = false")
        self.scored_persons()

    def days(self, column, months):
        """A condition: the column is in the last so many months before the index date."""
        return f"{column} >= DATE '{nightly.months_from(self.index, -months)}' AND {column} < DATE '{self.index}'"

    def since(self, months):
        return f"DATE '{nightly.months_from(self.index, -months)}'"

    def scan(self, table):
        """A table function over a file, dates as dates and all else as text."""
        path = nightly.path_of(self.folder, table)
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        columns = ", ".join(f"'{name}': '{'DATE' if name in DATES else 'VARCHAR'}'" for name in header)
        dialect = "header = true, delim = ',', quote = '\"', auto_detect = false"
        return f"read_csv('{path}', {dialect}, columns = {{{columns}}})"

    def scored_persons(self):
        index = f"DATE '{self.index}'"
        self.sql.execute(f"""
            CREATE TABLE persons AS
            SELECT (row_number() OVER (ORDER BY person_id) - 1)::INTEGER AS row, * FROM (
                SELECT person_id, practice_code, date_diff('year', date_of_birth, {index})
                       - (month({index}) * 100 + day({index})
                          < month(date_of_birth) * 100 + day(date_of_birth))::INTEGER AS age,
                       coalesce(sex = '1', false)::UTINYINT AS male, coalesce(imd_decile::FLOAT, 5.5) AS imd_decile,
                       (imd_decile IS NULL)::UTINYINT AS imd_missing,
                       coalesce(care_home = '1', false)::UTINYINT AS care_home
                FROM {self.scan("persons")}
                WHERE date_of_birth <= {index} AND (registered_from IS NULL OR registered_from <= {index})
                  AND (registered_to IS NULL OR registered_to > {index})
                  AND (date_of_death IS NULL OR date_of_death >= {index})
                  AND person_id NOT IN (SELECT person_id FROM {self.scan("opt_outs")}))""")
        self.people = self.sql.execute("SELECT * FROM persons ORDER BY row").fetchnumpy()

    def per_person(self, query, **defaults):
        """The columns of a query of one row a person, as arrays in person_id order; who has no row gets the default."""
        found = self.sql.execute(
            f"SELECT persons.row, found.* EXCLUDE (person_id) FROM ({query}) found JOIN persons USING (person_id)"
        ).fetchnumpy()
        rows, columns = found.pop("row"), {}
        for name, values in found.items():
            dtype = np.uint64 if name == "mask" else np.float64 if name == "egfr_last" else np.int32
            columns[name] = np.full(len(self.people["row"]), defaults.get(name, 0), dtype)
            columns[name][rows] = np.ma.filled(values, defaults.get(name, 0))
        return columns


# Admissions


def admissions(extracts):
    """All columns from admissions, and the bits of the diagnoses."""
    methods, index = extracts.lists["admission_method"], f"DATE '{extracts.index}'"
    regular = "coalesce(patient_classification IN ('3', '4'), false)"
    extracts.sql.execute(f"""
        CREATE TEMP TABLE spells AS
        SELECT person_id, spell_id, admission_date, discharge_date, primary_diagnosis, secondary_diagnoses,
               admission_method IN {quoted(methods["emergency"])} AND NOT {regular} AS em,
               admission_method IN {quoted(methods["elective"])} AND NOT {regular} AS el,
               coalesce(discharge_date < {index}, false) AS closed
        FROM {extracts.scan("admissions")} WHERE admission_date < {index}""")
    columns = extracts.per_person(admission_counts(extracts, index), days_since_em_adm=730)
    columns |= extracts.per_person(readmissions(extracts))
    return columns, diagnosis_bits(extracts)


def admission_counts(extracts, index):
    windows = ",\n".join(
        f"count(*) FILTER ({kind} AND admission_date >= {extracts.since(m)}) AS {kind}_adm_{m}m"
        for kind in ("em", "el")
        for m in (3, 6, 12, 24)
    )
    acsc = " OR ".join(f"starts_with(primary_diagnosis, '{prefix}')" for prefix in extracts.lists["acsc_icd10"])

    def nights(months):
        end = f"least(coalesce(discharge_date, {index}), {index})"
        return f"greatest(0, {end} - greatest(admission_date, {extracts.since(months)}))"

    return f"""
        SELECT person_id, {windows},
               sum({nights(12)})::INTEGER AS bed_days_12m,
               coalesce(sum({nights(24)}) FILTER (em), 0)::INTEGER AS em_bed_days_24m,
               least(730, coalesce({index} - max(admission_date) FILTER (em AND admission_date >= {extracts.since(24)}),
                                   730)) AS days_since_em_adm,
               count(*) FILTER (em AND closed AND admission_date >= {extracts.since(12)} AND ({acsc})) AS acsc_12m,
               bool_or(NOT closed)::UTINYINT AS in_hospital
        FROM spells GROUP BY person_id"""


def readmissions(extracts):
    """Emergency spells within 30 days of the discharge of the spell before them."""
    return f"""
        SELECT person_id, count(*) AS readmissions_30d_12m FROM (
            SELECT person_id, admission_date, em, admission_date - lag(discharge_date) OVER (
                PARTITION BY person_id ORDER BY admission_date, CASE WHEN closed THEN discharge_date END NULLS LAST,
                CASE WHEN regexp_full_match(spell_id, '[0-9]+') THEN try_cast(spell_id AS HUGEINT) END NULLS LAST,
                coalesce(spell_id, '')) AS gap
            FROM spells)
        WHERE em AND admission_date >= {extracts.since(12)} AND gap BETWEEN 0 AND 30
        GROUP BY person_id"""


def diagnosis_bits(extracts):
    """Conditions and Charlson groups, as bits, of the spells that count."""
    extracts.sql.execute(f"""
        CREATE TEMP TABLE codes AS
        SELECT person_id,
               unnest(list_append(string_split(coalesce(secondary_diagnoses, ''), ';'), primary_diagnosis)) AS code
        FROM spells WHERE closed AND admission_date >= {extracts.since(24)}""")
    distinct = [code for (code,) in extracts.sql.execute("SELECT DISTINCT code FROM codes WHERE code <> ''").fetchall()]
    code_table(extracts, "diagnosis_masks", extracts.codelists.diagnosis_masks(distinct))
    return extracts.per_person(
        "SELECT person_id, bit_or(mask) AS mask FROM codes JOIN diagnosis_masks USING (code) GROUP BY person_id"
    )["mask"]


def code_table(extracts, name, masks):
    """A table of code and mask to join to; codes without any bit are left out."""
    extracts.sql.execute(f"CREATE TEMP TABLE {name} (code VARCHAR, mask UBIGINT)")
    values = ", ".join(f"('{code}', {mask})" for code, mask in masks.items() if mask)
    if values:
        extracts.sql.execute(f"INSERT INTO {name} VALUES {values}")


# The other tables


def attendances(extracts):
    arrived = "substr(arrival, 1, 10)"  # text, date or date-time: its first ten characters compare as dates do
    since = {m: f"{arrived} >= '{nightly.months_from(extracts.index, -m)}'" for m in (3, 12, 24)}
    return extracts.per_person(f"""
        SELECT person_id, count(*) FILTER ({since[3]}) AS ae_3m, count(*) FILTER ({since[12]}) AS ae_12m,
               count(*) AS ae_24m, count(*) FILTER ({since[12]} AND acuity IN ('1', '2')) AS ae_high_acuity_12m
        FROM {extracts.scan("emergency_attendances")}
        WHERE {since[24]} AND {arrived} < '{extracts.index}' GROUP BY person_id""")


def outpatients(extracts):
    attended = f"attended IN {quoted(extracts.lists['outpatient_attended']['attended'])}"
    return extracts.per_person(f"""
        SELECT person_id, count(*) FILTER ({attended}) AS op_attended_12m,
               count(*) FILTER (attended IN {quoted(extracts.lists["outpatient_attended"]["dna"])}) AS op_dna_12m,
               count(DISTINCT specialty) FILTER ({attended}) AS op_specialties_12m
        FROM {extracts.scan("outpatient_appointments")}
        WHERE {extracts.days("appointment_date", 12)} GROUP BY person_id""")


def gp_record(extracts):
    """Columns from gp_events, and the bits of the conditions."""
    lists, masks = extracts.lists, extracts.codelists.gp_masks()
    contact, egfr = f"code IN {quoted(lists['gp_contact_snomed'])}", f"code IN {quoted(lists['egfr_snomed'])}"
    frailty = f"code IN {quoted(lists['frailty_snomed'])}"
    level = " ".join(f"WHEN '{code}' THEN {level}" for code, level in lists["frailty_snomed"].items())
    extracts.sql.execute(f"""
        CREATE TEMP TABLE events AS SELECT person_id, event_date, code, value FROM {extracts.scan("gp_events")}
        WHERE event_date < DATE '{extracts.index}'
          AND ({contact} AND event_date >= {extracts.since(12)}
               OR {egfr} AND event_date >= {extracts.since(24)} AND value IS NOT NULL
               OR {frailty} OR code IN {quoted(masks)})""")
    columns = extracts.per_person(f"""
        SELECT person_id, count(*) FILTER (event_date >= {extracts.since(3)}) AS gp_contacts_3m,
               count(*) AS gp_contacts_12m
        FROM (SELECT DISTINCT person_id, event_date FROM events WHERE {contact}) GROUP BY person_id""")
    columns |= extracts.per_person(
        f"""
        SELECT person_id, -max({{'day': event_date, 'less': -value::DOUBLE}}).less AS egfr_last
        FROM events WHERE {egfr} GROUP BY person_id""",
        egfr_last=90,
    )
    columns |= extracts.per_person(f"""
        SELECT person_id, max({{'day': event_date, 'level': CASE code {level} END}}).level AS frailty_level
        FROM events WHERE {frailty} GROUP BY person_id""")
    code_table(extracts, "gp_masks", masks)
    mask = extracts.per_person(
        "SELECT person_id, bit_or(mask) AS mask FROM events JOIN gp_masks USING (code) GROUP BY person_id"
    )["mask"]
    extracts.sql.execute("DROP TABLE events")
    return columns, mask


def prescriptions(extracts):
    high_risk = " OR ".join(f"starts_with(bnf_code, '{prefix}')" for prefix in extracts.lists["high_risk_bnf"])
    half, chapters = f"issue_date >= {extracts.since(6)}", quoted(extracts.lists["bnf_section_chapters"])
    return extracts.per_person(f"""
        SELECT person_id, count(*) AS rx_items_12m, count(*) FILTER ({half} AND ({high_risk})) AS high_risk_rx_6m,
               count(DISTINCT bnf_code[:4]) FILTER ({half} AND bnf_code[:2] IN {chapters}) AS bnf_sections_6m
        FROM {extracts.scan("prescriptions")} WHERE {extracts.days("issue_date", 12)} GROUP BY person_id""")


def contacts(extracts, table, flag, names):
    return extracts.per_person(f"""
        SELECT person_id, count(*) AS {names[0]}, count(*) FILTER ({flag} = '1') AS {names[1]}
        FROM {extracts.scan(table)} WHERE {extracts.days("contact_date", 12)} GROUP BY person_id""")


def social_care(extracts):
    kinds, index = extracts.lists["social_care"], f"DATE '{extracts.index}'"
    return extracts.per_person(f"""
        SELECT person_id, bool_or(service_type IN {quoted(kinds["home_care"])})::UTINYINT AS sc_home_care,
               bool_or(service_type IN {quoted(kinds["residential"])})::UTINYINT AS sc_residential, 1 AS sc_any
        FROM {extracts.scan("social_care_services")}
        WHERE start_date < {index} AND (end_date IS NULL OR end_date >= {index}) GROUP BY person_id""")


# The job


def feature_columns(extracts):
    """The 70 columns of everybody scored."""
    columns = nightly.age_columns(extracts.people["age"])
    columns |= {name: extracts.people[name] for name in ("male", "imd_decile", "imd_missing", "care_home")}
    hospital, diagnosis_mask = admissions(extracts)
    gp, gp_mask = gp_record(extracts)
    columns |= (
        hospital | gp | attendances(extracts) | outpatients(extracts) | prescriptions(extracts) | social_care(extracts)
    )
    columns |= contacts(
        extracts, "community_contacts", "urgent_response", ("community_contacts_12m", "urgent_response_12m")
    )
    columns |= contacts(extracts, "mental_health_contacts", "crisis", ("mh_contacts_12m", "mh_crisis_12m"))
    return columns | extracts.codelists.condition_columns(gp_mask, diagnosis_mask)


def outcome(extracts):
    """1 for an emergency admission in the year from the index date."""
    until = nightly.months_from(extracts.index, 12)
    return extracts.per_person(f"""
        SELECT person_id, 1 AS outcome FROM {extracts.scan("admissions")}
        WHERE admission_method IN {quoted(extracts.lists["admission_method"]["emergency"])}
          AND NOT coalesce(patient_classification IN ('3', '4'), false)
          AND admission_date >= DATE '{extracts.index}' AND admission_date < DATE '{until}'
        GROUP BY person_id""")["outcome"]


def on_caseload(extracts):
    index = f"DATE '{extracts.index}'"
    return (
        extracts.per_person(f"""
        SELECT DISTINCT person_id, 1 AS listed FROM {extracts.scan("caseload")}
        WHERE programme = '{nightly.PROGRAMME}' AND start_date <= {index}
          AND (end_date IS NULL OR end_date > {index})""")["listed"]
        == 1
    )


def found_unsuitable(extracts):
    """Whose last review says that they are unsuitable, not so long ago; of several on one day, that one counts."""
    index = f"DATE '{extracts.index}'"
    return (
        extracts.per_person(f"""
        SELECT DISTINCT person_id, 1 AS unsuitable FROM (
            SELECT * FROM {extracts.scan("reviews")}
            WHERE programme = '{nightly.PROGRAMME}' AND suitable IS NOT NULL AND reviewed_on <= {index}
            QUALIFY reviewed_on = max(reviewed_on) OVER (PARTITION BY person_id))
        WHERE suitable = '0' AND reviewed_on > {index} - {nightly.UNSUITABLE_DAYS}""")["unsuitable"]
        == 1
    )


def write_scores(extracts, path, eta):
    """COPY's own gzip takes four times as long as gzip's first level over its plain CSV."""
    scores = {"row": extracts.people["row"], "risk": 1 / (1 + np.exp(-eta))}  # DuckDB finds NumPy arrays by this name
    plain = path.removesuffix(".gz")
    extracts.sql.execute(
        f"""COPY (SELECT person_id, risk FROM persons JOIN scores USING (row) ORDER BY row)
            TO '{plain}' (FORMAT csv, HEADER)"""
    )
    with open(plain, "rb") as source, gzip.open(path, "wb", compresslevel=1) as target:
        shutil.copyfileobj(source, target, 1 << 20)
    os.remove(plain)


def main():
    options = nightly.arguments(__doc__.splitlines()[0])
    extracts = Extracts(options)
    columns, names, person_ids = feature_columns(extracts), extracts.codelists.names, extracts.people["person_id"]
    if options.features_out:
        nightly.save_features(options.features_out, person_ids, columns, names, outcome(extracts))
    if options.model:
        model = nightly.read_model(options.model)
        eta = nightly.linear_predictor(columns, model)
        practices, practice = np.unique(extracts.people["practice_code"].astype(str), return_inverse=True)
        known = on_caseload(extracts) | found_unsuitable(extracts)
        nightly.write_lists(options.out, person_ids, practices, columns, names, model, eta, practice, known)
        write_scores(extracts, os.path.join(options.out, "scores.csv.gz"), eta)


if __name__ == "__main__":
    main()
