// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.otagateway.packet.inspect.Diagnosis;
import org.otagateway.packet.inspect.Field;
import org.otagateway.packet.inspect.Finding;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.inspect.Kind;

/** An inspection as a JSON object. */
public final class InspectionJson {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

    private InspectionJson() {}

    /** A generator that writes to {@code out} and leaves it open. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator generator = FACTORY.createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return generator;
    }

    /** Writes the fields of the object; the caller has begun it and ends it. */
    public static void write(Inspection inspection, JsonGenerator json) throws IOException {
        json.writeStringField("kind", inspection.kind().label());
        json.writeBooleanField("sound", inspection.sound());
        if (inspection.reason().isPresent()) {
            json.writeStringField("reason", inspection.reason().get().toString());
        }
        json.writeArrayFieldStart("could_be");
        for (Kind kind : inspection.alternatives()) {
            json.writeString(kind.label());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : inspection.findings()) {
            json.writeStartObject();
            json.writeStringField("verdict", lower(finding.verdict()));
            json.writeNumberField("offset", finding.offset());
            json.writeStringField("field", finding.field());
            json.writeStringField("text", finding.text());
            json.writeStringField("clause", finding.clause());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (inspection.diagnosis().isPresent()) {
            diagnosis(inspection.diagnosis().get(), json);
        }
        json.writeFieldName("field");
        field(inspection.root(), json);
    }

    private static void diagnosis(Diagnosis diagnosis, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("diagnosis");
        json.writeArrayFieldStart("matches");
        for (String match : diagnosis.matches()) {
            json.writeString(match);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tried");
        for (String tried : diagnosis.tried()) {
            json.writeString(tried);
        }
        json.writeEndArray();
        if (!diagnosis.shortened().isEmpty()) {
            json.writeStringField("shortened", "the search was " + diagnosis.shortened());
        }
        json.writeEndObject();
    }

    private static void field(Field field, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeNumberField("offset", field.offset());
        json.writeStringField("octets", field.octets().toHex());
        if (!field.bits().isEmpty()) {
            json.writeStringField("bits", field.bits());
        }
        json.writeStringField("meaning", field.meaning());
        json.writeStringField("clause", field.clause());
        json.writeStringField("verdict", lower(field.verdict()));
        if (field.derived()) {
            json.writeBooleanField("derived", true);
        }
        if (!field.children().isEmpty()) {
            json.writeArrayFieldStart("fields");
            for (Field child : field.children()) {
                field(child, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
