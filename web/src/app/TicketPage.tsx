import { Clocks } from '../features/delight/sla'
import { TicketDesk } from '../features/delight/ticket'
import { RecordPage } from '../features/hub/record/page'

/** The page of a ticket: its record, with its clocks and its talk above. */
export const TicketPage = () => <RecordPage type="tickets">{(record) => <><Clocks id={record.id} version={record.version} /><TicketDesk key={record.id} record={record} /></>}</RecordPage>
