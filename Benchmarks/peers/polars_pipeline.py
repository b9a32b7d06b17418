#!/usr/bin/env python3
"""The nightly job in polars, as a good data engineer would write it today: fast, lean, and without any validation.

Each table is scanned lazily (only its columns, only its rows in a window), aggregated per person by the streaming
engine and joined to the scored persons in person_id order. A malformed row stops it, a wrong one is believed.

    polars_pipeline.py --extracts DIR --index-date 2024-04-01 --model model.json --out DIR
"""

import gzip
import os
from datetime import timedelta

import nightly
import numpy as np
import polars as pl
from polars import col

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


class Extracts:
    """The canonical extracts and the scored persons to whom everything is joined."""

    def __init__(self, options):
        self.folder, self.index = options.extracts, options.index_date
        self.codelists = nightly.Codelists(options.codelists)
        self.lists = self.codelists.lists
        self.persons = self.scored_persons()
        self.keys = self.persons.select("person_id", row=pl.int_range(pl.len(), dtype=pl.UInt32))

    def since(self, months):
        return nightly.months_from(self.index, -months)

    def scan(self, table, *columns):
        """A lazy scan of some columns; codes stay text."""
        overrides = {name: pl.Date for name in columns if name in DATES}
        path = nightly.path_of(self.folder, table)
        return pl.scan_csv(path, infer_schema=False, schema_overrides=overrides).select(columns)

    def scored_persons(self):
        index, birth = pl.lit(self.index), col.date_of_birth
        had_birthday = (
            birth.dt.month().cast(pl.Int32) * 100 + birth.dt.day()
        ) <= self.index.month * 100 + self.index.day
        persons = self.scan(
            "persons",
            "person_id",
            "date_of_birth",
            "sex",
            "imd_decile",
            "practice_code",
            "registered_from",
            "registered_to",
            "date_of_death",
            "care_home",
        )
        return (
            persons.filter(
                birth <= index,
                col.registered_from.is_null() | (col.registered_from <= index),
                col.registered_to.is_null() | (col.registered_to > index),
                col.date_of_death.is_null() | (col.date_of_death >= index),
            )
            .join(self.scan("opt_outs", "person_id"), on="person_id", how="anti")
            .select(
                "person_id",
                "practice_code",
                age=(self.index.year - birth.dt.year() - (~had_birthday).cast(pl.Int32)).cast(pl.Int16),
                male=col.sex.eq_missing(pl.lit("1")).cast(pl.UInt8),
                imd_decile=col.imd_decile.cast(pl.Float32).fill_null(5.5),
                imd_missing=col.imd_decile.is_null().cast(pl.UInt8),
                care_home=col.care_home.eq_missing(pl.lit("1")).cast(pl.UInt8),
            )
            .sort("person_id")
            .collect(engine="streaming")
        )

    def per_person(self, aggregated, **defaults):
        """The columns of a frame of one row a person, as arrays in person_id order; who has no row gets the default."""
        found = self.keys.lazy().join(aggregated, on="person_id").drop("person_id").collect(engine="streaming")
        rows, columns = found["row"].to_numpy(), {}
        for values in found.drop("row").iter_columns():
            columns[values.name] = np.full(len(self.keys), defaults.get(values.name, 0), values.to_numpy().dtype)
            columns[values.name][rows] = values.to_numpy()
        return columns

    def window(self, name, months):
        return (col(name) >= self.since(months)) & (col(name) < self.index)


def count(condition):
    return condition.sum()


# Admissions


def admissions(extracts):
    """All columns from admissions, and the bits of the diagnoses."""
    index, methods = extracts.index, extracts.lists["admission_method"]
    regular = col.patient_classification.is_in(["3", "4"]).fill_null(False)
    spells = (
        extracts.scan(
            "admissions",
            "person_id",
            "spell_id",
            "admission_date",
            "discharge_date",
            "admission_method",
            "patient_classification",
            "primary_diagnosis",
            "secondary_diagnoses",
        )
        .filter(col.admission_date < index)
        .with_columns(
            em=col.admission_method.is_in(methods["emergency"]) & ~regular,
            el=col.admission_method.is_in(methods["elective"]) & ~regular,
            closed=(col.discharge_date < index).fill_null(False),
        )
        .drop("patient_classification")
        .collect(engine="streaming")
    )
    masks = diagnosis_bits(extracts, spells)
    columns = extracts.per_person(admission_counts(extracts, spells), days_since_em_adm=730)
    columns |= extracts.per_person(readmissions(extracts, spells))
    return columns, extracts.per_person(masks)["mask"]


def admission_counts(extracts, spells):
    index, date = extracts.index, col.admission_date
    acsc = [
        c
        for c in spells["primary_diagnosis"].unique().drop_nulls()
        if c.startswith(tuple(extracts.lists["acsc_icd10"]))
    ]

    def nights(months):
        inside = (
            pl.min_horizontal(col.discharge_date.fill_null(index), pl.lit(index))
            - pl.max_horizontal(date, pl.lit(extracts.since(months)))
        ).dt.total_days()
        return inside.clip(lower_bound=0)

    windows = {
        f"{kind}_adm_{m}m": count(col(kind) & (date >= extracts.since(m)))
        for kind in ("em", "el")
        for m in (3, 6, 12, 24)
    }
    latest = date.filter(col.em & (date >= extracts.since(24))).max()
    return (
        spells.lazy()
        .filter(~col.closed | (col.discharge_date >= extracts.since(24)))  # earlier ones count nowhere
        .with_columns(nights_12=nights(12), nights_24=nights(24) * col.em)
        .group_by("person_id")
        .agg(
            **windows,
            bed_days_12m=col.nights_12.sum(),
            em_bed_days_24m=col.nights_24.sum(),
            days_since_em_adm=(pl.lit(index) - latest).dt.total_days().clip(upper_bound=730).fill_null(730),
            acsc_12m=count(col.em & col.closed & (date >= extracts.since(12)) & col.primary_diagnosis.is_in(acsc)),
            in_hospital=(~col.closed).any().cast(pl.UInt8),
        )
    )


def readmissions(extracts, spells):
    """Emergency spells within 30 days of the discharge of the spell before them."""
    number = pl.when(col.spell_id.str.contains(r"^[0-9]+$")).then(col.spell_id.cast(pl.Int64, strict=False))
    known_end = pl.when(col.closed).then(col.discharge_date)
    gap = (col.admission_date - col.discharge_date.shift(1)).dt.total_days()
    return (
        spells.lazy()
        .select(
            "person_id",
            "admission_date",
            "discharge_date",
            "em",
            known_end=known_end,
            number=number,
            spell_id=col.spell_id.fill_null(""),
        )
        .sort("person_id", "admission_date", "known_end", "number", "spell_id", nulls_last=True)
        .filter(
            col.em
            & (col.admission_date >= extracts.since(12))
            & (col.person_id == col.person_id.shift(1))
            & gap.is_between(0, 30)
        )
        .group_by("person_id")
        .agg(readmissions_30d_12m=pl.len())
    )


def diagnosis_bits(extracts, spells):
    """Conditions and Charlson groups, as bits, of the spells that count."""
    counted = spells.lazy().filter(col.closed & (col.admission_date >= extracts.since(24)))
    codes = pl.concat(
        [
            counted.select("person_id", code=col.primary_diagnosis),
            counted.select("person_id", code=col.secondary_diagnoses.str.split(";")).explode("code"),
        ]
    )
    codes = codes.drop_nulls().collect()
    masks = extracts.codelists.diagnosis_masks(codes["code"].unique())
    return (
        codes.lazy()
        .select("person_id", mask=col.code.replace_strict(masks, default=0, return_dtype=pl.UInt64))
        .group_by("person_id")
        .agg(col.mask.bitwise_or())
    )


# The other tables


def attendances(extracts):
    arrival = col.arrival  # text, date or date-time: both compare as dates do
    since = {m: arrival >= extracts.since(m).isoformat() for m in (3, 12, 24)}
    return extracts.per_person(
        extracts.scan("emergency_attendances", "person_id", "arrival", "acuity")
        .filter(since[24], arrival < extracts.index.isoformat())
        .group_by("person_id")
        .agg(
            ae_3m=count(since[3]),
            ae_12m=count(since[12]),
            ae_24m=pl.len(),
            ae_high_acuity_12m=count(since[12] & col.acuity.is_in(["1", "2"])),
        )
    )


def outpatients(extracts):
    lists = extracts.lists["outpatient_attended"]
    attended = col.attended.is_in(lists["attended"])
    return extracts.per_person(
        extracts.scan("outpatient_appointments", "person_id", "appointment_date", "specialty", "attended")
        .filter(extracts.window("appointment_date", 12))
        .group_by("person_id")
        .agg(
            op_attended_12m=count(attended),
            op_dna_12m=count(col.attended.is_in(lists["dna"])),
            op_specialties_12m=col.specialty.filter(attended & (col.specialty != "")).n_unique(),
        )
    )


def gp_record(extracts):
    """Columns from gp_events, and the bits of the conditions."""
    lists, masks = extracts.lists, extracts.codelists.gp_masks()
    contact, egfr, frailty = 1 << 40, 1 << 41, 42  # above the conditions' bits; a frailty level is two bits
    kinds = dict.fromkeys(lists["gp_contact_snomed"], contact) | dict.fromkeys(lists["egfr_snomed"], egfr) | masks
    kinds |= {code: level << frailty for code, level in lists["frailty_snomed"].items()}
    events = (
        extracts.scan("gp_events", "person_id", "event_date", "code", "value")
        .filter(col.event_date < extracts.index, col.code.is_in(list(kinds)))
        .select(
            "person_id",
            "event_date",
            kind=col.code.replace_strict(kinds, return_dtype=pl.UInt64),
            value=pl.when(col.code.is_in(lists["egfr_snomed"])).then(col.value).cast(pl.Float64),
        )
        .filter(((col.kind != contact) & (col.kind != egfr)) | (col.event_date >= extracts.since(24)))
        .collect(engine="streaming")
        .lazy()
    )
    contacts = (
        events.filter(col.kind == contact, col.event_date >= extracts.since(12))
        .select("person_id", "event_date")
        .unique()
        .group_by("person_id")
        .agg(gp_contacts_3m=count(col.event_date >= extracts.since(3)), gp_contacts_12m=pl.len())
    )
    egfr_last = (
        events.filter(col.value.is_not_null())
        .filter(col.event_date == col.event_date.max().over("person_id"))
        .group_by("person_id")
        .agg(egfr_last=col.value.min())
    )
    frailty_level = (
        events.filter(col.kind >= 1 << frailty)
        .filter(col.event_date == col.event_date.max().over("person_id"))
        .group_by("person_id")
        .agg(frailty_level=(col.kind // (1 << frailty)).max().cast(pl.UInt8))
    )
    conditions = events.filter(col.kind < contact).group_by("person_id").agg(col.kind.bitwise_or())
    columns = (
        extracts.per_person(contacts)
        | extracts.per_person(egfr_last, egfr_last=90)
        | extracts.per_person(frailty_level)
    )
    return columns, extracts.per_person(conditions)["kind"]


def prescriptions(extracts):
    code, half = col.bnf_code, col.issue_date >= extracts.since(6)
    high_risk = pl.any_horizontal(code.str.starts_with(prefix) for prefix in extracts.lists["high_risk_bnf"])
    sections = code.str.slice(0, 4).filter(half & code.str.slice(0, 2).is_in(extracts.lists["bnf_section_chapters"]))
    return extracts.per_person(
        extracts.scan("prescriptions", "person_id", "issue_date", "bnf_code")
        .filter(extracts.window("issue_date", 12))
        .group_by("person_id")
        .agg(rx_items_12m=pl.len(), bnf_sections_6m=sections.n_unique(), high_risk_rx_6m=count(half & high_risk))
    )


def contacts(extracts, table, flag, names):
    return extracts.per_person(
        extracts.scan(table, "person_id", "contact_date", flag)
        .filter(extracts.window("contact_date", 12))
        .group_by("person_id")
        .agg(pl.len().alias(names[0]), count(col(flag) == "1").alias(names[1]))
    )


def social_care(extracts):
    kinds, ends = extracts.lists["social_care"], col.end_date
    return extracts.per_person(
        extracts.scan("social_care_services", "person_id", "service_type", "start_date", "end_date")
        .filter(col.start_date < extracts.index, ends.is_null() | (ends >= extracts.index))
        .group_by("person_id")
        .agg(
            sc_home_care=col.service_type.is_in(kinds["home_care"]).any().cast(pl.UInt8),
            sc_residential=col.service_type.is_in(kinds["residential"]).any().cast(pl.UInt8),
            sc_any=pl.lit(1, pl.UInt8),
        )
    )


# The job


def feature_columns(extracts):
    """The 70 columns of everybody scored."""
    persons = extracts.persons
    columns = nightly.age_columns(persons["age"].to_numpy())
    columns |= {name: persons[name].to_numpy() for name in ("male", "imd_decile", "imd_missing", "care_home")}
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
    regular = col.patient_classification.is_in(["3", "4"]).fill_null(False)
    emergency = col.admission_method.is_in(extracts.lists["admission_method"]["emergency"]) & ~regular
    date, until = col.admission_date, nightly.months_from(extracts.index, 12)
    return extracts.per_person(
        extracts.scan("admissions", "person_id", "admission_date", "admission_method", "patient_classification")
        .filter(emergency, date >= extracts.index, date < until)
        .group_by("person_id")
        .agg(outcome=pl.lit(1))
    )["outcome"]


def on_caseload(extracts):
    index, ends = extracts.index, col.end_date
    people = (
        extracts.scan("caseload", "person_id", "programme", "start_date", "end_date")
        .filter(col.programme == nightly.PROGRAMME, col.start_date <= index, ends.is_null() | (ends > index))
        .select("person_id")
        .collect()
    )
    return extracts.keys["person_id"].is_in(people["person_id"].implode()).to_numpy()


def found_unsuitable(extracts):
    """Whose last review says that they are unsuitable, not so long ago; of several on one day, that one counts."""
    day, earliest = col.reviewed_on, extracts.index - timedelta(days=nightly.UNSUITABLE_DAYS)
    people = (
        extracts.scan("reviews", "person_id", "programme", "reviewed_on", "suitable")
        .filter(col.programme == nightly.PROGRAMME, col.suitable.is_not_null(), day <= extracts.index)
        .filter(day == day.max().over("person_id"))
        .filter(col.suitable == "0", day > earliest)
        .select("person_id")
        .collect()
    )
    return extracts.keys["person_id"].is_in(people["person_id"].implode()).to_numpy()


def write_scores(path, person_ids, eta):
    risk = pl.Series(1 / (1 + np.exp(-eta)))
    with gzip.open(path, "wb", compresslevel=1) as file:
        pl.DataFrame({"person_id": person_ids, "risk": risk}).write_csv(file)


def main():
    options = nightly.arguments(__doc__.splitlines()[0])
    extracts = Extracts(options)
    columns, names, person_ids = feature_columns(extracts), extracts.codelists.names, extracts.keys["person_id"]
    if options.features_out:
        nightly.save_features(options.features_out, person_ids, columns, names, outcome(extracts))
    if options.model:
        model = nightly.read_model(options.model)
        eta = nightly.linear_predictor(columns, model)
        practices = extracts.persons["practice_code"].unique().sort().to_list()
        practice = extracts.persons["practice_code"].cast(pl.Enum(practices)).to_physical().to_numpy()
        known = on_caseload(extracts) | found_unsuitable(extracts)
        nightly.write_lists(options.out, person_ids, practices, columns, names, model, eta, practice, known)
        write_scores(os.path.join(options.out, "scores.csv.gz"), person_ids, eta)


if __name__ == "__main__":
    main()
