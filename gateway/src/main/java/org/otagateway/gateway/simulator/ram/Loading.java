// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.LoadFileHash;
import org.otagateway.packet.globalplatform.VerifyingKey;

/**
 * A load that is under way, from INSTALL [for load] to the last LOAD (clause 9.3.5).
 */
final class Loading {
    /** Packages that are part of the card, by the start of their AIDs: Java Card, ETSI, GlobalPlatform, 3GPP. */
    private static final List<Octets> PLATFORM = List.of(
            Octets.hex("a000000062"), Octets.hex("a000000009"), Octets.hex("a000000151"), Octets.hex("a000000087"));

    private final Aid file;
    private final Aid target;
    private final SecurityDomain loader;
    private final Octets hash;
    private final int limit;
    private final List<Octets> blocks = new ArrayList<>();
    private int received;

    /**
     * @param file AID of the package
     * @param target security domain it goes to
     * @param loader security domain that the commands are sent to
     * @param hash of the load file data block, perhaps none
     * @param limit most octets of code
     */
    Loading(Aid file, Aid target, SecurityDomain loader, Octets hash, int limit) {
        this.file = file;
        this.target = target;
        this.loader = loader;
        this.hash = hash;
        this.limit = limit;
    }

    Aid file() {
        return file;
    }

    /** Takes a block. After the last one the package is on the card. */
    void take(LoadCommand load, SecurityDomain domain, CardContent content) throws RefusedCommandException {
        require(domain.equals(loader) && load.number() == blocks.size(), StatusWord.CONDITIONS_NOT_SATISFIED);
        received += load.block().length();
        require(received <= content.freeMemory(), StatusWord.NOT_ENOUGH_MEMORY);
        blocks.add(load.block());
        if (load.last()) {
            content.put(end(content));
            content.setLoading(null);
        }
    }

    private LoadedFile end(CardContent content) throws RefusedCommandException {
        LoadFile whole = LoadFile.decode(Octets.concat(blocks.toArray(Octets[]::new)))
                .success()
                .orElseThrow(() -> new RefusedCommandException(StatusWord.INCORRECT_DATA));
        Octets code = whole.code();
        require(code.length() <= limit, StatusWord.NOT_ENOUGH_MEMORY);
        LoadFileHash algorithm = LoadFileHash.ofLength(hash.length()).orElse(null);
        require(algorithm == null || hash.equals(algorithm.of(code)), StatusWord.INCORRECT_DATA);
        checkSignatures(whole, content);
        CapFile cap = CapFile.decodeCode(code)
                .success()
                .orElseThrow(() -> new RefusedCommandException(StatusWord.INCORRECT_DATA));
        require(cap.load().aid().equals(file), StatusWord.INCORRECT_DATA);
        for (CapFile.PackageVersion imported : cap.imports()) {
            require(isThere(imported.aid(), content), StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        return LoadedFile.of(cap, target, code.length());
    }

    private static boolean isThere(Aid imported, CardContent content) {
        return content.file(imported).isPresent()
                || PLATFORM.stream().anyMatch(start -> imported.value().startsWith(start));
    }

    /** A DAP signs the hash of the load file data block (clause C.3). */
    private void checkSignatures(LoadFile whole, CardContent content) throws RefusedCommandException {
        for (LoadFile.Dap dap : whole.daps()) {
            require(content.isDomain(dap.securityDomain()), StatusWord.REFERENCED_DATA_NOT_FOUND);
            VerifyingKey key = content.profile().tokens();
            require(
                    !hash.isEmpty() && (key == null || key.verifies(hash, dap.signature())),
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
    }
}
