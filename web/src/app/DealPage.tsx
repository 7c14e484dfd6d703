import { DealPromise } from '../features/delight/onboarding'
import { DealProgress } from '../features/engage/deal'
import { RecordPage } from '../features/hub/record/page'

/** The page of a deal: its record, with how far it is above, and what is handed over to care. */
export const DealPage = () => <RecordPage type="deals">{(record) => <><DealProgress record={record} /><DealPromise record={record} /></>}</RecordPage>
