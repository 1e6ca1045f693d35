/** `ghcr.io/acme/web:1.2@sha256:…`, taken apart. */
export interface ImageReference {
  /** As written. */
  readonly text: string;
  /** `docker.io` where none is named. */
  readonly registry: string;
  /** Without registry, with `library/` left out: `node`, `acme/web`. */
  readonly repository: string;
  /** As the facts name it: `node`, `gcr.io/distroless/static-debian12`, `mcr.microsoft.com/dotnet/aspnet`; Docker Hub's registry and its mirrors left out. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}
