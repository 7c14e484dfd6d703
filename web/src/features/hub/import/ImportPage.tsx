import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { ImportList } from './ImportList'
import styles from './import.module.css'
import { RecordWizard } from './records/RecordWizard'
import { Wizard } from './Wizard'
import * as words from './words'

/** Lists of people and things, or a company's past, read from files; and what was read before. */
export function ImportPage() {
  const w = useWords(words)
  const may = useMay()
  const lists = may('people:create') || may('companies:create') || may('products:create') || may('orders:create')
  const [what, choose] = useState<'records' | 'events'>(lists ? 'records' : 'events')
  return (
    <Screen title={w.import.title} lead={w.import.lead}>
      {may('imports:write') && (
        <>
          {lists && (
            <SegmentedControl className={styles.what} aria-label={w.import.what} value={what} onChange={(v) => choose(v as typeof what)}
              data={[{ value: 'records', label: w.import.records }, { value: 'events', label: w.import.history }]} />
          )}
          {what === 'records' ? <RecordWizard /> : <Wizard />}
        </>
      )}
      <ImportList />
    </Screen>
  )
}
