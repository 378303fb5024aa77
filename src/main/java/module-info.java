/**
 * Simulates what happens when a Linux host runs out of IOASIDs.
 *
 * <p>{@link org.ioasidsim.api} runs scenarios and gives their results; {@link org.ioasidsim.policy} has the interfaces that a policy
 * implements. Four more packages are exported for the types that those interfaces name: {@link org.ioasidsim.yaml.Section} and
 * {@link org.ioasidsim.yaml.Forms} read a policy's knobs, {@link org.ioasidsim.kernel.cgroup.Cgroup} is what a request is charged to,
 * {@link org.ioasidsim.kernel.base.Limit} and {@link org.ioasidsim.kernel.base.Errno} say what refused it, and a policy that implements {@link
 * org.ioasidsim.state.Kept} can be run by splitting. All other packages are closed:
 * the rooms of the program see each other's classes, users of the module do not.
 *
 * <p>The commands are compiled with the module and left out of its jar, which is why their libraries are needed at compile time only. The
 * program itself runs from a jar with all libraries in it, on the class path.
 */
@SuppressWarnings(
        "requires-automatic") // SSJ, Commons Math, JFreeChart, Batik, jte and jline have no module descriptors
module org.ioasidsim {
    requires com.google.gson;
    requires commons.math3;
    requires de.siegmar.fastcsv;
    requires gg.jte.runtime;
    requires java.desktop;
    requires java.management;
    requires jdk.management;
    requires org.apache.xmlgraphics.batik.dom;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;
    requires org.snakeyaml.engine;
    requires ssj;

    // annotations
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    // the commands
    requires static info.picocli;
    requires static java.compiler;
    requires static me.tongfei.progressbar;
    requires static org.jline;

    uses org.ioasidsim.experiment.Engine;

    exports org.ioasidsim.api;
    exports org.ioasidsim.kernel.base;
    exports org.ioasidsim.kernel.cgroup;
    exports org.ioasidsim.policy;
    exports org.ioasidsim.state;
    exports org.ioasidsim.yaml;
}
