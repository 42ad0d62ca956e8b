// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.List;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;

/**
 * A package on the card.
 *
 * @param version major and minor, one octet each
 * @param domain security domain it belongs to
 * @param size octets it takes
 */
record LoadedFile(Aid aid, Octets version, List<Aid> modules, List<Aid> imports, Aid domain, int size) {
    LoadedFile {
        modules = List.copyOf(modules);
        imports = List.copyOf(imports);
    }

    static LoadedFile of(CapFile cap, Aid domain, int size) {
        return new LoadedFile(
                cap.load().aid(),
                Octets.of(cap.load().major(), cap.load().minor()),
                cap.applets(),
                cap.imports().stream().map(CapFile.PackageVersion::aid).toList(),
                domain,
                size);
    }

    LoadedFile in(Aid newDomain) {
        return new LoadedFile(aid, version, modules, imports, newDomain, size);
    }
}
