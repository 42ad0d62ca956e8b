// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was put first when it is full: a hostile capture costs no more memory than this. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Bounded(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
