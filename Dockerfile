# One image for the node, the wallet and the faucet: ./cairn with a Java that has just what it needs.
# docs/docker.md says how to use it, docs/decisions/0026-image.md why it is so.

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ca-certificates maven
COPY . /src
WORKDIR /src
RUN docker/build /opt/cairn

FROM debian:bookworm-slim
RUN useradd --uid 10001 --create-home cairn \
  && install -d -o cairn -g cairn -m 700 /home/cairn/.cairn /home/cairn/.local /run/cairn /faucet /payee
COPY --from=build /opt/cairn /opt/cairn
RUN ln -s /opt/cairn/cairn /usr/local/bin/cairn
USER cairn
ENV LANG=C.UTF-8
WORKDIR /home/cairn
VOLUME /home/cairn/.cairn
# P2P and RPC of the main network; metrics.
EXPOSE 8333 8332 9332
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["/opt/cairn/health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/cairn/cairn"]
CMD ["node", "-nodebuglogfile", "-metricsport=9332"]
