# Build: docker build -t micropay .
# Run:   docker run -p 16000:16000 -v micropay-data:/var/lib/micropay -v micropay-certs:/etc/micropay/certs micropay
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
# The dependencies change less often than the sources: they get a layer of their own.
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -B -ntp dependency:go-offline
COPY src src
RUN mvn -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 16000 --user-group --no-create-home micropay \
    && install -d -o micropay -g micropay -m 0700 /var/lib/micropay /etc/micropay/certs
COPY --from=build /build/micropay.jar /opt/micropay/micropay.jar

# A trial run of the server teaches the virtual machine what every start needs (JEP 514): later starts find it loaded.
# One client asks whose ledger it is, since a handshake is among that.
RUN cd "$(mktemp -d)" \
    && mkfifo ready \
    && { java -XX:AOTCacheOutput=/opt/micropay/micropay.aot -jar /opt/micropay/micropay.jar server --port 0 > ready & } \
    && read -r line < ready \
    && case $line in READY*) ;; *) exit 1 ;; esac \
    && address=${line#READY } && address=${address%% *} \
    && java -jar /opt/micropay/micropay.jar health "${address%:*}" "${address##*:}" \
    && kill $! \
    && wait $! \
    && test -s /opt/micropay/micropay.aot \
    && rm -r "$PWD"

# The server, its health check and every command run in the container find the same folders.
ENV MICROPAY_DATA_DIR=/var/lib/micropay MICROPAY_CERTS=/etc/micropay/certs

USER micropay
WORKDIR /var/lib/micropay
VOLUME ["/var/lib/micropay", "/etc/micropay/certs"]
EXPOSE 16000

# Exec form: the JVM is process 1 and gets the SIGTERM of `docker stop`.
# Its compilers wait four times as long before they begin: from the first they take half of a start's processor time, and
# under load it makes no difference.
ENTRYPOINT ["java", "-XX:AOTCache=/opt/micropay/micropay.aot", "-XX:CompileThresholdScaling=4", "-jar", "/opt/micropay/micropay.jar"]
CMD ["server", "--host", "0.0.0.0"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
    CMD exec java -XX:AOTCache=/opt/micropay/micropay.aot -jar /opt/micropay/micropay.jar health 127.0.0.1 "${MICROPAY_PORT:-16000}"
