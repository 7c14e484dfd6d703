import { RowLink } from '../RowLink'
import type { RecordType } from './field'
import './record.css'

/** A record's name, which opens its page. */
export function RecordLink({ type, id, name, className }: { type: RecordType; id: string; name: string; className?: string }) {
  return <RowLink to={`/${type}/${id}`} className={className ?? 'record-link'}>{name || '–'}</RowLink>
}
