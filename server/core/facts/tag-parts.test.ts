import assert from "node:assert/strict";
import { test } from "node:test";
import { tagParts } from "./tag-parts.ts";

/** `version major minor java codename`, with `-` for what the tag does not tell. */
const parts: Readonly<Record<string, string>> = {
  latest: " - - - -",
  "22": "22 22 - - -",
  "22.11.0-bookworm-slim": "22.11.0 22 22.11 - bookworm",
  "3.12.4-slim-bookworm": "3.12.4 3 3.12 - bookworm",
  "3.13-rc-alpine3.20": "3.13-rc 3 3.13 - -",
  "lts-alpine": "lts - - - -",
  bookworm: " - - - bookworm",
  "alpine-2.5.7": "2.5.7 - - - -",
  "21-jdk-jammy": "21 21 - - jammy",
  "11.0.20_8-jdk": "11.0.20_8 11 11.0 - -",
  "3.9-eclipse-temurin-21": "- 3 3.9 21 -",
  "3.8-openjdk-11": "- 3 3.8 11 -",
  "8-jdk17-alpine": "8 8 - 17 -",
  "10.1-jre21-temurin": "10.1 10 10.1 21 -",
  "open-17-jre": "- 17 - - -",
  "22-acme": "- 22 - - -",
};

for (const [tag, expected] of Object.entries(parts)) {
  test(`takes the tag ${tag} apart`, () => {
    const { version, major, minor, java, codename } = tagParts(tag);
    assert.equal([version, major, minor, java, codename].map((part) => part ?? "-").join(" "), expected);
  });
}
