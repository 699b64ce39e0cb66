import { ShipmentForm } from '#components/console/orders/ShipmentForm.tsx';
import { largestTableBytes, tooLargeTable } from '#libs/CsvTable.ts';
import { visitConsole } from '../../console-door.ts';
import { ConsoleScreen } from '../../console-screen.tsx';
import { lookThroughList, shipList } from '../bulk-actions.ts';

export const metadata = { title: 'Tracking list' };

/** A list of parcels that left: first what would happen line by line, then it is done. */
export default async function ShipmentsPage() {
  const visit = await visitConsole('operator');
  return (
    <ConsoleScreen visit={visit} here="orders" title="Tracking list">
      <ShipmentForm
        look={lookThroughList}
        ship={shipList}
        largest={{ bytes: largestTableBytes, sentence: tooLargeTable }}
      />
    </ConsoleScreen>
  );
}
