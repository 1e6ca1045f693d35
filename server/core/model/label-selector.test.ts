import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { type Labels, readSelector, selects } from "./label-selector.ts";

function check(name: string, selector: string, labels: Labels, expected: boolean | "unreadable" | undefined): void {
  test(name, () => {
    const read = readSelector(parseYaml(selector).root?.get("selector"));
    assert.equal(read ? selects(read, labels) : "unreadable", expected);
  });
}

const web = { app: "web", tier: "front" };

check("an empty selector selects everything", "selector: {}", web, true);
check("a null selector is an empty one", "selector:", {}, true);
check("every label has to hold", "selector: {matchLabels: {app: web, tier: back}}", web, false);
check("further labels do not matter", "selector: {matchLabels: {app: web}}", web, true);
check("numbers count as they are written", "selector: {matchLabels: {version: 1.10}}", { version: "1.10" }, true);
check("In", "selector: {matchExpressions: [{key: app, operator: In, values: [db, web]}]}", web, true);
check("In without the label", "selector: {matchExpressions: [{key: zone, operator: In, values: [a]}]}", web, false);
check("NotIn", "selector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}", web, false);
check(
  "NotIn without the label",
  "selector: {matchExpressions: [{key: zone, operator: NotIn, values: [a]}]}",
  web,
  true,
);
check("Exists", "selector: {matchExpressions: [{key: app, operator: Exists}]}", web, true);
check("DoesNotExist", "selector: {matchExpressions: [{key: app, operator: DoesNotExist}]}", web, false);
check("nobody knows an operator that does not exist", "selector: {matchExpressions: [{key: app}]}", web, undefined);
check(
  "what does not hold decides, whatever else is unknown",
  "selector: {matchLabels: {app: db}, matchExpressions: [{key: app}]}",
  web,
  false,
);
check("a template's label", "selector: {matchLabels: {app: $APP}}", web, "unreadable");
check("a selector that is no map", "selector: web", web, "unreadable");
check("a label that JavaScript has of its own", "selector: {matchLabels: {constructor: x}}", {}, false);
