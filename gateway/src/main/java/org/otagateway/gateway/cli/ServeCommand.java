// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.daemon.ApiToken;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.http.ApiServer;
import org.otagateway.gateway.http.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ota serve}: the daemon. */
@Command(
        name = "serve",
        description =
                "The daemon: owns the store, keeps the links bound, runs all jobs, and serves health, metrics and "
                        + "the API until it is asked to stop.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private final Streams streams;
    private final Map<String, String> environment;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
    private @Nullable Path config;

    @Option(names = "--json", description = "JSON alone on stdout: one object once it is ready.")
    private boolean json;

    ServeCommand(Streams streams) {
        this(streams, System.getenv());
    }

    ServeCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfig settings = GatewayConfig.read(Objects.requireNonNull(config), environment);
        CountDownLatch stop = new CountDownLatch(1);
        StopSignal.onStop(stop::countDown);
        PrometheusMeterRegistry meters = Metrics.create();
        try (Daemon daemon = Daemon.start(settings, settings.loadProfiles(), environment, meters)) {
            Path tokenFile = ApiToken.file(settings.store());
            ApiToken token = ApiToken.obtain(tokenFile);
            try (ApiServer api = ApiServer.start(settings.http(), daemon, token, meters)) {
                daemon.announce(api.uri());
                tell(settings, api, tokenFile);
                stop.await();
            }
        }
        return ExitCode.ALL_WELL.code();
    }

    private void tell(GatewayConfig settings, ApiServer api, Path tokenFile) {
        if (!loopback(settings.http().host())) {
            streams.err()
                    .println("the API listens beyond this machine without TLS: keys and the token cross the network in"
                            + " clear unless a proxy in front of it speaks TLS");
        }
        if (json) {
            ObjectNode ready = JsonLines.MAPPER.createObjectNode();
            ready.put("listening", api.port());
            ready.put("url", api.uri().toString());
            ready.put("token_file", tokenFile.toString());
            streams.out().println(ready);
        } else {
            streams.out().println("ready: " + api.uri() + ", the token of the API is in " + tokenFile);
        }
        streams.out().flush();
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true; // it could not listen there
        }
    }
}
