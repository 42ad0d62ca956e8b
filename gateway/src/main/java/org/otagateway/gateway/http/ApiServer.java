// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.config.HttpSettings;
import org.otagateway.gateway.daemon.ApiToken;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.daemon.Health;
import org.otagateway.gateway.daemon.Session;

/** The HTTP server of a daemon: health and metrics for whoever reaches it, the API for who carries the token. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 512;
    private static final int THREADS = 16;
    private static final int WAITING = 256;
    /** Bodies that are received at one time: each holds a thread. */
    private static final int UPLOADS = 4;

    private static final long MAX_BODY = 64 << 10;
    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(2);

    private final Server server;
    private final UnderWay underWay;
    private final HttpSettings settings;
    private final ExecutorService threads;
    private final ExecutorService uploads;

    private ApiServer(
            Server server, UnderWay underWay, HttpSettings settings, ExecutorService threads, ExecutorService uploads) {
        this.server = server;
        this.underWay = underWay;
        this.settings = settings;
        this.threads = threads;
        this.uploads = uploads;
    }

    /**
     * One kind of request to the API.
     *
     * @param path with {@code {id}} where the number of a job stands, {@code {iccid}} where a card does
     * @param upload whether it has a body of any length
     */
    record Endpoint(HttpMethod method, String path, boolean upload, Handler handler) {}

    /** All kinds of requests to the API. */
    static List<Endpoint> endpoints(Daemon daemon, Executor threads) {
        CardEndpoints cards = new CardEndpoints(daemon);
        PresenceEndpoints presence = new PresenceEndpoints(daemon);
        JobEndpoints jobs = new JobEndpoints(daemon, threads);
        return List.of(
                new Endpoint(HttpMethod.POST, "/api/v1/cards", true, cards::post),
                new Endpoint(HttpMethod.GET, "/api/v1/cards", false, cards::list),
                new Endpoint(HttpMethod.GET, "/api/v1/cards/{iccid}", false, cards::show),
                new Endpoint(HttpMethod.GET, "/api/v1/cards/{iccid}/history", false, cards::history),
                new Endpoint(HttpMethod.POST, "/api/v1/cards/{iccid}/block", false, cards.move(Standing.BLOCKED)),
                new Endpoint(HttpMethod.POST, "/api/v1/cards/{iccid}/unblock", false, cards.move(Standing.ACTIVE)),
                new Endpoint(HttpMethod.POST, "/api/v1/cards/{iccid}/remove", false, cards.move(Standing.REMOVED)),
                new Endpoint(HttpMethod.POST, "/api/v1/cards/{iccid}/alive", false, presence::alive),
                new Endpoint(HttpMethod.GET, "/api/v1/counters", false, new CounterEndpoints(daemon)::list),
                new Endpoint(HttpMethod.POST, "/api/v1/presence", true, presence::post),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs", true, new JobOrder(daemon)::post),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs/preview", true, new JobOrder(daemon)::preview),
                new Endpoint(HttpMethod.GET, "/api/v1/jobs", false, jobs::list),
                new Endpoint(HttpMethod.GET, "/api/v1/jobs/{id}", false, jobs::show),
                new Endpoint(HttpMethod.GET, "/api/v1/jobs/{id}/rejected", false, jobs::rejected),
                new Endpoint(HttpMethod.GET, "/api/v1/jobs/{id}/report", false, jobs::report),
                new Endpoint(HttpMethod.GET, "/api/v1/jobs/{id}/deliveries/{iccid}", false, jobs::delivery),
                new Endpoint(HttpMethod.GET, "/api/v1/jobs/{id}/events", false, jobs::events),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs/{id}/pause", false, jobs.change(Session::pause)),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs/{id}/resume", false, jobs.change(Session::resume)),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs/{id}/start", false, jobs.change(Session::start)),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs/{id}/abort", false, jobs.change(Session::abort)),
                new Endpoint(HttpMethod.POST, "/api/v1/jobs/{id}/cancel", false, jobs.change(Session::cancel)));
    }

    /**
     * Listens.
     *
     * @param metrics what {@code /metrics} tells
     * @throws OutsideFault where it cannot listen there
     */
    public static ApiServer start(
            HttpSettings settings, Daemon daemon, ApiToken token, PrometheusMeterRegistry metrics) {
        ExecutorService threads = threads("http", THREADS, WAITING);
        ExecutorService uploads = threads("http-upload", UPLOADS, UPLOADS);
        UnderWay underWay = new UnderWay();
        ServerBuilder builder = Server.builder()
                .http(new InetSocketAddress(settings.host(), settings.port()))
                .maxNumConnections(MAX_CONNECTIONS)
                .bossGroupFactory(port -> new EventLoops(1, "http-accept"))
                .workerGroup(new EventLoops(2, "http-io"), true)
                .idleTimeout(IDLE)
                .requestTimeout(REQUEST)
                .maxRequestLength(MAX_BODY)
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
                .decorator(underWay)
                .blockingTaskExecutor(1)
                .meterRegistry(new CompositeMeterRegistry())
                .disableServerHeader()
                .errorHandler(new ProblemHandler());
        builder.service(
                "/healthz",
                (context, request) -> Json.response(HttpStatus.OK, Json.object().put("live", true)));
        builder.service("/readyz", (context, request) -> ready(daemon.health()));
        Handler scrape = (context, request) -> HttpResponse.of(
                HttpStatus.OK, MediaType.parse("text/plain; version=0.0.4; charset=utf-8"), metrics.scrape());
        builder.service("/metrics", scrape.on(threads));
        Authorization authorization = new Authorization(token);
        for (Endpoint endpoint : endpoints(daemon, threads)) {
            HttpService service = endpoint.handler().on(endpoint.upload() ? uploads : threads);
            builder.route()
                    .methods(endpoint.method())
                    .path(endpoint.path())
                    .requestTimeoutMillis(endpoint.upload() ? 0 : REQUEST.toMillis())
                    .maxRequestLength(endpoint.upload() ? CardEndpoints.MAX_CARDS : MAX_BODY)
                    .decorator(authorization)
                    .build(service);
        }
        Server server = builder.build();
        ApiServer api = new ApiServer(server, underWay, settings, threads, uploads);
        try {
            server.start().join();
        } catch (CompletionException e) {
            api.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OutsideFault(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " (" + cause.getMessage() + ")", e);
        }
        return api;
    }

    private static ExecutorService threads(String name, int number, int waiting) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                number, number, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static HttpResponse ready(Health health) {
        ObjectNode json = Json.object();
        json.put("ready", health.ready());
        ArrayNode reasons = json.putArray("reasons");
        health.reasons().forEach(reasons::add);
        ObjectNode links = json.putObject("links");
        health.links().forEach((name, state) -> links.put(name, state.name().toLowerCase(Locale.ROOT)));
        return Json.response(health.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, json);
    }

    /** Where it listens. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Where commands on this machine reach it. */
    public URI uri() {
        InetSocketAddress address = new InetSocketAddress(settings.host(), port());
        boolean any = address.getAddress() != null && address.getAddress().isAnyLocalAddress();
        String host = any ? "127.0.0.1" : settings.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** Answers what was asked, for two seconds at most, and listens no more. */
    @Override
    public void close() {
        underWay.end(END);
        server.stop().join();
        threads.shutdownNow();
        uploads.shutdownNow();
    }
}
