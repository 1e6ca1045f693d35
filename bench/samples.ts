/** Texts of the sizes that people notice, made here so that a measurement needs no outside file. */

const install = (n: number) => `RUN apt-get update \\
    && apt-get install -y --no-install-recommends package-${n} \\
    && rm -rf /var/lib/apt/lists/*
ENV SETTING_${n}=value-${n}
COPY --from=build /out/${n} /opt/app/${n}
`;

/** A two-stage Dockerfile of exactly `lines` lines. */
export function dockerfile(lines: number): string {
  const head = `FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app

FROM debian:12
WORKDIR /opt/app
`;
  const tail = `EXPOSE 8080
ENTRYPOINT ["/opt/app/app"]
`;
  let body = "";
  for (let n = 0; count(head + body + install(n) + tail) <= lines; n++) body += install(n);
  while (count(head + body + tail) < lines) body += "# A line of comment.\n";
  return head + body + tail;
}

const deployment = (n: number) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${n}
  labels:
    app: service-${n}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: service-${n}
  template:
    metadata:
      labels:
        app: service-${n}
    spec:
      containers:
        - name: main
          image: registry.example.com/team/service-${n}:1.${n}
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
---
`;

/** 400 documents of 29 lines are 11,600 lines. */
export function manifest(documents: number): string {
  return Array.from({ length: documents }, (_, n) => deployment(n)).join("");
}

const count = (text: string) => text.split("\n").length - 1;
