/** The product's own style sheets, in the product's order. */
import '../../../../renderer/ui/theme.css';
import '../../../../renderer/ui/controls.css';
import '../../../../renderer/ui/badges.css';
import '../../../../renderer/ui/messages.css';
import '../../../../renderer/ui/overlays.css';
import '../../../../renderer/ui/shell.css';
import '../../../../renderer/units/units.css';
import '../../../../renderer/units/grid/unit-grid.css';
import '../../../../renderer/units/grid/grid-columns.css';
