import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates PDF files with the veraPDF engine. Usage: VeraCheck FLAVOUR[,FLAVOUR] FILE...
 *
 * One line per finding, tab-separated: file, flavour, clause and test, message. A file that passes gives one line with "ok"
 * as its third field; one that cannot be read gives "error". Flavours: ua1, 2a, 2b, 2u, 3a and others that veraPDF knows.
 */
public final class VeraCheck {
    private static final int MOST_FAILURES_PER_RULE = 5;

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < arguments.length; i++) {
            for (String flavour : arguments[0].split(",")) {
                check(arguments[i], flavour);
            }
        }
    }

    private static void check(String file, String flavour) {
        PDFAFlavour profile = PDFAFlavour.byFlavourId(flavour);
        try (FileInputStream stream = new FileInputStream(file);
             PDFAParser parser = Foundries.defaultInstance().createParser(stream, profile);
             PDFAValidator validator = Foundries.defaultInstance()
                 .createValidator(profile, MOST_FAILURES_PER_RULE, false, false, false)) {
            report(file, flavour, validator.validate(parser));
        } catch (Exception exception) {
            print(file, flavour, "error", exception.toString());
        }
    }

    private static void report(String file, String flavour, ValidationResult result) {
        if (result.isCompliant()) {
            print(file, flavour, "ok", result.getTotalAssertions() + " checks");
            return;
        }
        Map<String, String> failures = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                failures.putIfAbsent(rule, message(assertion));
            }
        }
        failures.forEach((rule, message) -> print(file, flavour, rule, message));
    }

    private static String message(TestAssertion assertion) {
        String message = assertion.getErrorMessage() != null ? assertion.getErrorMessage() : assertion.getMessage();
        return message + " @ " + assertion.getLocation().getContext();
    }

    private static void print(String... fields) {
        for (int i = 0; i < fields.length; i++) {
            System.out.print((i > 0 ? "\t" : "") + fields[i].replaceAll("[\\t\\r\\n]+", " "));
        }
        System.out.println();
    }
}
