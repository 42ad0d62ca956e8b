// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.YamlScalar;

/** The header of a card file: which column holds what. */
public final class CardColumns {
    private static final Pattern KEY = Pattern.compile("(?:(.+)\\.)?(kic|kid|kik|alg|cntr)([0-9]+)");
    private static final Pattern SECRET = Pattern.compile("(pin|puk|adm)[0-9]*");
    private static final Pattern SECURITY_DOMAIN = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final int MAX_NAME = 64;

    /** What a column of a key version holds. */
    enum KeyPart {
        KIC,
        KID,
        KIK,
        ALG,
        CNTR
    }

    /** A key version of a security domain, whose name is empty for the issuer's. */
    record KeyPlace(String securityDomain, int version) {}

    private final Map<String, Integer> identity = new HashMap<>();
    private final Map<KeyPlace, Map<KeyPart, Integer>> keys = new LinkedHashMap<>();
    private final Map<String, Integer> secrets = new LinkedHashMap<>();
    private final Map<String, Integer> values = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    private CardColumns() {}

    /** Reads a header; a {@link UserError} where a column is missing, doubled or no key version. */
    static CardColumns of(String file, long line, List<String> header) {
        CardColumns columns = new CardColumns();
        for (String written : header) {
            String name = written.toLowerCase(Locale.ROOT);
            if (name.isEmpty() || name.length() > MAX_NAME) {
                throw UserError.in(file, line, "header", written, "names of 1 to " + MAX_NAME + " characters");
            }
            if (columns.names.contains(name)) {
                throw UserError.in(file, line, "header", written, "each column once");
            }
            columns.add(file, line, name, columns.names.size());
            columns.names.add(name);
        }
        for (String required : List.of("iccid", "msisdn")) {
            if (!columns.identity.containsKey(required)) {
                throw UserError.in(file, line, "header", null, "the column " + required);
            }
        }
        return columns;
    }

    private void add(String file, long line, String name, int index) {
        Matcher key = KEY.matcher(name);
        if (key.matches()) {
            if (!key.group(3).matches("[1-9]|1[0-5]")) {
                throw UserError.in(file, line, "header", name, "a key version from 1 to 15");
            }
            String domain = key.group(1) == null ? "" : key.group(1);
            if (!domain.isEmpty() && !SECURITY_DOMAIN.matcher(domain).matches()) {
                throw UserError.in(file, line, "header", name, "letters, digits, - and _ in front of the dot");
            }
            keys.computeIfAbsent(
                            new KeyPlace(domain, Integer.parseInt(key.group(3))), place -> new EnumMap<>(KeyPart.class))
                    .put(KeyPart.valueOf(key.group(2).toUpperCase(Locale.ROOT)), index);
            return;
        }
        switch (name) {
            case "iccid", "msisdn", "imsi", "eid", "profile" -> identity.put(name, index);
            default -> (SECRET.matcher(name).matches() ? secrets : values).put(name, index);
        }
    }

    /** A security domain's name in a profile, in lower case as in a header. */
    static String securityDomain(YamlScalar scalar) {
        String name = scalar.anyText().toLowerCase(Locale.ROOT);
        if (!SECURITY_DOMAIN.matcher(name).matches()) {
            throw scalar.wrong("1 to 64 letters, digits, - and _");
        }
        return name;
    }

    /** The name of a column that holds a secret of the card, as pin1 or adm1. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** The name of a column that holds a key, an algorithm or a counter. */
    public static boolean isKey(String name) {
        return KEY.matcher(name).matches();
    }

    /** Columns that a script can name: all but keys. */
    public Set<String> scriptColumns() {
        Set<String> columns = new LinkedHashSet<>(names);
        columns.removeIf(CardColumns::isKey);
        return columns;
    }

    int count() {
        return names.size();
    }

    @Nullable
    Integer identity(String name) {
        return identity.get(name);
    }

    Map<KeyPlace, Map<KeyPart, Integer>> keys() {
        return keys;
    }

    Map<String, Integer> secrets() {
        return secrets;
    }

    Map<String, Integer> values() {
        return values;
    }
}
