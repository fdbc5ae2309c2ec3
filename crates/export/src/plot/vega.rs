//! The same series as a Vega-Lite specification with its data inside, for notebooks.

use serde_json::{Value, json};
use variorum_text::series::{Point, Series, stated};

use super::scale::numbers;
use crate::series::Sheet;

/// A specification of version 5, one row of panels a series.
pub fn vega(sheet: &Sheet) -> String {
    let values: Vec<Value> = super::chosen(sheet)
        .into_iter()
        .flat_map(|s| s.points.iter().map(move |n| row(sheet, s, &sheet.charted.points[*n])))
        .collect();
    let x = json!({"field": "date", "type": "temporal", "title": null});
    let y = json!({"field": "value", "type": "quantitative", "title": null});
    let color = json!({"field": "speaker", "type": "nominal"});
    let spec = json!({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": "Figures as stated; each mark names its speaker and sentence.",
        "data": {"values": values},
        "facet": {"row": {"field": "series", "type": "nominal", "title": null}},
        "resolve": {"scale": {"y": "independent"}},
        "spec": {"width": 640, "height": 160, "layer": [
            {"mark": "rule", "encoding": {"x": x, "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}, "color": color}},
            {"mark": {"type": "point", "size": 80}, "encoding": {
                "x": x, "y": y, "color": color,
                "shape": {"field": "speaker", "type": "nominal"},
                "fill": {"condition": {"test": "datum.comparator !== '~'", "field": "speaker", "type": "nominal"}, "value": "transparent"},
                "tooltip": [{"field": "stated"}, {"field": "speaker"}, {"field": "date"}, {"field": "document"}, {"field": "sentence"}, {"field": "exact"}]
            }},
            {"transform": [{"filter": "datum.comparator === '>' || datum.comparator === '>='"}],
             "mark": {"type": "text", "text": "↑", "dy": -14}, "encoding": {"x": x, "y": y, "color": color}},
            {"transform": [{"filter": "datum.comparator === '<' || datum.comparator === '<='"}],
             "mark": {"type": "text", "text": "↓", "dy": 14}, "encoding": {"x": x, "y": y, "color": color}}
        ]}
    });
    serde_json::to_string_pretty(&spec).expect("plain data can be written as JSON") + "\n"
}

fn row(sheet: &Sheet, series: &Series, point: &Point) -> Value {
    let witness = &point.witnesses[0];
    let (low, high) = numbers(point, series.is_growth);
    let holds = point.time.and_then(|t| t.start).or(point.day);
    let unit = series.unit.as_deref().map(|u| format!(" · {u}")).unwrap_or_default();
    let growth = if series.is_growth { " · change" } else { "" };
    json!({
        "series": format!("{}{unit}{growth}", series.name),
        "date": holds.map(|d| d.to_string()),
        "said": point.day.map(|d| d.to_string()),
        "value": f64::midpoint(low, high),
        "low": low,
        "high": high,
        "comparator": point.comparator.as_str(),
        "stated": stated(point, series),
        "speaker": point.speaker,
        "statement": witness.statement,
        "document": sheet.source(witness).name,
        "sentence": witness.number,
        "exact": sheet.words(witness, witness.sentence),
    })
}
