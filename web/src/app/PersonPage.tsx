import { PersonOnboardings } from '../features/delight/onboarding'
import { RecordPage } from '../features/hub/record/page'

/** The page of a person: their record, with their onboardings above. */
export const PersonPage = () => <RecordPage type="people">{(record) => !record.deleted_at && <PersonOnboardings id={record.id} name={String(record.values.name ?? '')} />}</RecordPage>
