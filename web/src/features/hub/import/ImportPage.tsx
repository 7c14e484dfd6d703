import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { ImportList } from './ImportList'
import { Wizard } from './Wizard'
import * as words from './words'

/** A company's past, read from files; and what was read before. */
export function ImportPage() {
  const w = useWords(words)
  const may = useMay()
  return (
    <Screen title={w.import.title} lead={w.import.lead}>
      {may('imports:write') && <Wizard />}
      <ImportList />
    </Screen>
  )
}
