// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;

/** A node of a YAML file that knows where it stands. */
public abstract sealed class YamlNode permits YamlMap, YamlList, YamlScalar {
    private final Place place;

    YamlNode(Place place) {
        this.place = place;
    }

    /**
     * Where a node stands.
     *
     * @param file as the user named it
     * @param line from 1
     * @param field the keys that lead to it, joined by dots; empty for the whole file
     * @param files what it may name
     */
    record Place(String file, int line, String field, NamedFiles files) {
        Place child(String key, int atLine) {
            return new Place(file, atLine, field.isEmpty() ? key : field + "." + key, files);
        }

        UserError fault(@Nullable String value, String expected) {
            return UserError.in(file, line, field.isEmpty() ? null : field, value, expected);
        }
    }

    Place place() {
        return place;
    }

    /** The fault that this node is not what was expected; without its value. */
    public UserError fault(String expected) {
        return place.fault(null, expected);
    }

    /** This node as a map, or a {@link UserError}. */
    public YamlMap asMap() {
        if (this instanceof YamlMap map) {
            return map;
        }
        throw fault("a map of keys and values");
    }

    /** This node as a list, or a {@link UserError}. */
    public YamlList asList() {
        if (this instanceof YamlList list) {
            return list;
        }
        throw fault("a list");
    }

    /** This node as a single value, or a {@link UserError}. */
    public YamlScalar asScalar() {
        if (this instanceof YamlScalar scalar) {
            return scalar;
        }
        throw fault("a single value");
    }
}
