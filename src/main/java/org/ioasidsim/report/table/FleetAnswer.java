package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.search.FleetCell;
import org.ioasidsim.experiment.search.FleetMix;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * The answers of a fleet, with everything else that its files record.
 *
 * @param cells in the order of {@link FleetSpec#cells}
 */
public record FleetAnswer(ScenarioFile file, FleetSpec fleet, List<FleetCell> cells, RunInfo info) {
    public FleetAnswer {
        cells = List.copyOf(cells);
    }

    /** Returns the cells of a policy, by host and then by flavour. */
    public List<FleetCell> cells(FleetSpec.Choice policy) {
        return cells.stream()
                .filter(cell -> cell.cell().policy().equals(policy))
                .toList();
    }

    /** Returns the cell of a host and a flavour under a policy. */
    public FleetCell cell(FleetSpec.Choice policy, FleetSpec.Choice host, FleetSpec.Choice flavour) {
        return cells.stream()
                .filter(cell -> cell.cell().equals(new FleetSpec.Cell(host, flavour, policy)))
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many hosts the demands need under a policy. */
    public FleetMix mix(FleetSpec.Choice policy) {
        return new FleetMix(fleet, cells(policy));
    }

    /** Returns how many cells are known in a certain way. */
    public int count(FleetCell.State state) {
        return (int) cells.stream().filter(cell -> cell.state() == state).count();
    }
}
