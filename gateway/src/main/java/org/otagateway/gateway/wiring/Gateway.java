// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.dispatch.CardControl;
import org.otagateway.gateway.dispatch.JobControl;
import org.otagateway.gateway.dispatch.JobRunner;
import org.otagateway.gateway.dispatch.Presence;
import org.otagateway.gateway.dispatch.Route;
import org.otagateway.gateway.dispatch.Routes;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.plan.CardImport;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.plan.TargetPlanner;
import org.otagateway.gateway.report.CardBook;
import org.otagateway.gateway.report.DeliveryBook;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.smpp.jsmpp.SmscLinks;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.SmscLink;

/** A gateway over its open store: the one owner of it while it lives. */
public final class Gateway implements AutoCloseable {
    private final GatewayConfig config;
    private final CardProfiles profiles;
    private final Store store;
    private final Vault vault;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, LinkMeters> linkMeters = new LinkedHashMap<>();
    private final JobContexts contexts;
    private final PacketSource packets;

    private Gateway(
            GatewayConfig config,
            CardProfiles profiles,
            Store store,
            Vault vault,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.profiles = profiles;
        this.store = store;
        this.vault = vault;
        this.clock = clock;
        this.meters = meters;
        this.contexts = new StoredJobContexts(config.maxParts(), config::answers);
        this.packets = new StoredPackets(vault);
    }

    /**
     * Opens the store and the vault of {@code config}.
     *
     * @param environment where the root key is looked up
     * @throws org.otagateway.gateway.store.StoreException where another process owns the store, or it is unusable
     * @throws OutsideFault where the root key cannot be had
     */
    public static Gateway open(GatewayConfig config, CardProfiles profiles, Map<String, String> environment) {
        return open(config, config.store(), config.rootKeyFile(), profiles, environment);
    }

    /** The same over another store, for a look that leaves nothing. */
    public static Gateway open(
            GatewayConfig config,
            StoreSettings where,
            Path rootKeyFile,
            CardProfiles profiles,
            Map<String, String> environment) {
        MeterRegistry nobody = new CompositeMeterRegistry();
        return open(config, Store.open(where), rootKeyFile, profiles, environment, nobody);
    }

    /**
     * The same as {@link #open(GatewayConfig, CardProfiles, Map)}, measured.
     *
     * @param meters where store and links count
     */
    public static Gateway open(
            GatewayConfig config, CardProfiles profiles, Map<String, String> environment, MeterRegistry meters) {
        Store store = Store.open(config.store(), new StoreMeters(meters));
        return open(config, store, config.rootKeyFile(), profiles, environment, meters);
    }

    private static Gateway open(
            GatewayConfig config,
            Store store,
            Path rootKeyFile,
            CardProfiles profiles,
            Map<String, String> environment,
            MeterRegistry meters) {
        try {
            Vault vault = Vault.open(store, rootKeyFile, environment);
            return new Gateway(config, profiles, store, vault, InstantSource.system(), meters);
        } catch (VaultException e) {
            store.close();
            throw new OutsideFault(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    public GatewayConfig config() {
        return config;
    }

    public Vault vault() {
        return vault;
    }

    public Store store() {
        return store;
    }

    /** Where this gateway counts. */
    public MeterRegistry meters() {
        return meters;
    }

    /** The time as this gateway's parts see it. */
    public Instant now() {
        return clock.instant();
    }

    public CardProfiles profiles() {
        return profiles;
    }

    public Planner planner() {
        return new Planner(store, vault, profiles, clock);
    }

    /** Plans jobs for cards of the store. */
    public TargetPlanner targetPlanner() {
        return new TargetPlanner(planner(), store, vault, profiles, clock);
    }

    /** Packets as they would be, for a dry run. */
    public PacketPreview preview() {
        // What it takes back is not to be remembered: another job may get the number.
        return new PacketPreview(
                planner(), new StoredJobContexts(config.maxParts(), config::answers), new StoredPackets(vault));
    }

    public CardImport cardImport() {
        return new CardImport(store, vault, profiles, clock);
    }

    /**
     * What an operator does to jobs.
     *
     * @param asked is noted with it
     */
    public JobControl control(Asked asked) {
        return new JobControl(store, contexts, packets, clock, random(), asked);
    }

    /**
     * What an operator does to cards.
     *
     * @param committed learns what each commit left to be done
     */
    public CardControl cardControl(Consumer<Effects> committed) {
        return new CardControl(store, contexts, packets, clock, random(), committed);
    }

    /**
     * What is heard of cards from outside.
     *
     * @param committed learns what each commit left to be done
     */
    public Presence presence(Consumer<Effects> committed) {
        return new Presence(store, contexts, packets, clock, random(), committed);
    }

    /** What is told of cards. */
    public CardBook cardBook() {
        return new CardBook(store, vault);
    }

    /** What is told of what became of cards. */
    public DeliveryBook deliveryBook() {
        return new DeliveryBook(store);
    }

    /** Opens a card file; its numbers are written as the first link says. */
    public CardRows cards(Path file) {
        return CardRows.open(file, config::international);
    }

    /**
     * Binds all links and sends the selected jobs.
     *
     * @throws OutsideFault where the first bind of every link fails
     */
    public JobRunner start(Set<Long> jobs) {
        return start(links(), jobs);
    }

    /** Sends all jobs, for a daemon: a link whose first bind fails is tried again until it succeeds. */
    public JobRunner serve() {
        List<Route> patient = links().stream()
                .map(route -> new Route(new PatientLink(route.link()), route.addressing(), route.answers()))
                .toList();
        return start(patient, Set.of());
    }

    private List<Route> links() {
        List<Route> routes = new ArrayList<>();
        for (LinkSettings link : config.links()) {
            LinkMeters counts = linkMeters.computeIfAbsent(link.name(), name -> new LinkMeters(meters, name));
            SmscLink opened = SmscLinks.create(link, clock, random(), counts);
            counts.watch(opened);
            routes.add(new Route(opened, link.addressing(), config.answers(link.name())));
        }
        return routes;
    }

    private JobRunner start(List<Route> routes, Set<Long> jobs) {
        try {
            Routes chosen = new Routes(routes, config.routes());
            JobRunner runner = JobRunner.start(
                    store,
                    new StoredJobContexts(config.maxParts(), chosen::answers),
                    packets,
                    chosen,
                    jobs,
                    config.retention(),
                    clock,
                    random());
            linkMeters.forEach((name, counts) -> counts.watch(runner.counters(name)));
            return runner;
        } catch (LinkException e) {
            throw new OutsideFault(String.valueOf(e.getMessage()), e);
        }
    }

    /** Jitter alone hangs on it, no key. */
    private static RandomGenerator random() {
        return new SplittableRandom(new SecureRandom().nextLong());
    }

    @Override
    public void close() {
        store.close();
    }
}
