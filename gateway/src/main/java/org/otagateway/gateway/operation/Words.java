// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All words of scripts. */
final class Words {
    private static final Map<String, Word> ALL = byName();

    private Words() {}

    private static Map<String, Word> byName() {
        List<Word> words = new ArrayList<>(FileWords.all());
        words.addAll(ManagementWords.all());
        Map<String, Word> byName = new LinkedHashMap<>();
        words.forEach(word -> byName.put(word.name(), word));
        return Collections.unmodifiableMap(byName);
    }

    /** The word, or null where there is none of that name. */
    static @Nullable Word of(String name) {
        return ALL.get(name);
    }

    /** The names of all, for people. */
    static String names() {
        return String.join(", ", ALL.keySet());
    }
}
