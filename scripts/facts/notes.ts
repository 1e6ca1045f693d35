import type { CorrectedImage } from "./corrections.ts";

/** What a reader of a hover gains from, as sentences; the snapshot's other remarks were for those who gathered it. */
export function imageNotes(
  { notes = [], deprecated, file_capabilities: capabilities }: CorrectedImage,
  dead: boolean,
): string[] {
  const all = notes.flatMap((note) => sentences[note] ?? []);
  if (capabilities) all.push("The binary has a file capability: with all capabilities dropped it does not start.");
  if (deprecated && !deprecated.applies_to && !dead)
    all.push(`Deprecated in favour of ${deprecated.replacement.join(" or ")}.`);
  return all;
}

export function variantNote(note: string | undefined): string | undefined {
  return note === undefined ? undefined : sentences[note];
}

const noDistrolessUpdates = "The images for Debian 11 and 12 and for older releases are no longer updated.";

const sentences: Readonly<Record<string, string>> = {
  "full image is built on buildpack-deps (compilers, git); use only as build stage":
    "The full image carries compilers and git: it is made for build stages.",
  "Build-only image (compilers, git, curl, dev headers); should not be a final stage. -curl and -scm are smaller.":
    "It carries compilers, git and headers: it is made for build stages.",
  "Not pullable; only valid in FROM scratch. No tag or digest allowed.": "An empty image, for FROM only.",
  "centos:7 and older use yum; mirrors are gone (vault.centos.org).": "Its package mirrors are gone.",
  "Red Hat supports only the newest minor of each UBI major; do not pin a dot release for long.":
    "Only the newest minor release of each major is supported.",
  'The entrypoint script runs "node ARGS" when the first argument is not a command, so CMD ["app.js"] also works in the official image.':
    "Its entrypoint hands a first argument that is no command to node.",
  "golang:*-alpine produces musl-linked cgo binaries: final stage must then be alpine, not distroless/base.":
    "What cgo builds on Alpine needs musl where it runs.",
  "Match Debian releases: a binary from rust:*-trixie may need a newer glibc than cc-debian12 has.":
    "A binary needs the glibc of the release that it was built on, or a newer one.",
  "Apache listens on 80; run dirs already 1777": "Apache listens on port 80.",
  "There is no gcr.io/distroless php. php-fpm ignores user/group pool directives (logs a notice) when started unprivileged.":
    "Without root, php-fpm ignores the user and group of its pools.",
  "Unsuffixed tags moved from AL2 to AL2023.": "Tags without a suffix have moved from Amazon Linux 2 to 2023.",
  "Never ship as the final stage.": "It is made for build stages.",
  "no app user, ASP.NET listens on 80; EOL anyway":
    "Before .NET 8 there was no app account, and ASP.NET listened on port 80.",
  "Since .NET 8 ASPNETCORE_HTTP_PORTS=8080 is set in the image; before that the app listened on 80: Dockerfile EXPOSE and Service targetPort must follow when upgrading.":
    "Since .NET 8, ASP.NET listens on port 8080.",
  "plain version tags contain only /uv and /uvx, for COPY --from": "It holds uv alone, to be copied from.",
  "Fully compatible with readOnlyRootFilesystem.": "It runs with a read-only root filesystem.",
  "management tags add 15671/15672.": "The management tags also listen on 15671 and 15672.",
  "mosquitto itself drops to the user from its config when started as root.":
    "Started as root, mosquitto itself changes to the user in its configuration.",
  "entrypoint sets ambient caps on the binary (setcap) when root.":
    "Started as root, its entrypoint gives the binary capabilities.",
  "Ports are unprivileged (nginx 8080, apache 8080, postgresql 5432).": "Its servers listen on ports above 1024.",
  "CA certs, tzdata, passwd, /tmp; no libc.": "It holds CA certificates, time zones, accounts and /tmp, and no libc.",
  "glibc + libssl": "It holds glibc and libssl.",
  "glibc without libssl": "It holds glibc without libssl.",
  "base + libgcc, libstdc++, libgomp": "It holds glibc, libssl and the runtime libraries of C++.",
  "java8, java11 and *-debian11/12 are no longer updated.": noDistrolessUpdates,
  "nodejs18/20 and *-debian11/12 are no longer updated; there is no unversioned gcr.io/distroless/nodejs any more.":
    noDistrolessUpdates,
  "Python 3.13; python3-debian12 (3.11) unsupported since April 2026. LANG=C.UTF-8.":
    "On Debian 13 it is Python 3.13; the one on Debian 12 (3.11) is no longer updated.",
};
