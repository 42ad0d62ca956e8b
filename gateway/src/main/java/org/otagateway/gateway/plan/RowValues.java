// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.otagateway.gateway.compose.SecretColumn;
import org.otagateway.gateway.operation.CardValues;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.KeySet;

/**
 * The columns and keys of a row that is planned.
 *
 * @param columns that the script names, without secrets
 * @param secrets that it names
 * @param keySets of the application's security domain, as they will be
 * @param versions of its keys: the one that the job asks for, and each that replaced the one before
 */
record RowValues(
        Map<String, String> columns,
        Map<String, SecretOctets> secrets,
        IntFunction<Optional<KeySet>> keySets,
        Supplier<List<Integer>> versions)
        implements CardValues {
    @Override
    public String column(String name) {
        String value = columns.get(name);
        if (value != null) {
            return value;
        }
        SecretOctets secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalArgumentException(name + ": expected a value");
        }
        return SecretColumn.digits(secret);
    }

    @Override
    public KeySet keys(int version) {
        return keySets.apply(version)
                .orElseThrow(
                        () -> new IllegalArgumentException("key version " + version + ": expected keys of the card"));
    }

    @Override
    public List<Integer> keyVersions() {
        return versions.get();
    }

    /** Without the values, some of which are secrets. */
    @Override
    public String toString() {
        return "RowValues[" + columns.keySet() + ", " + secrets.keySet() + "]";
    }
}
