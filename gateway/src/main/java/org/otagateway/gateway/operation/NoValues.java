// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.otagateway.packet.keys.KeySet;

/** No card: what is made with it is the same for all cards. */
enum NoValues implements CardValues {
    INSTANCE;

    @Override
    public String column(String name) {
        throw new IllegalArgumentException(name + ": expected no column of a card");
    }

    @Override
    public KeySet keys(int version) {
        throw new IllegalArgumentException("key version " + version + ": expected no key of a card");
    }

    @Override
    public List<Integer> keyVersions() {
        return List.of(1);
    }
}
