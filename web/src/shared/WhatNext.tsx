import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from './language'
import { useMay } from './session'

const en = { next: 'What happens next' }
const vi: typeof en = { next: 'Việc gì xảy ra tiếp' }

/** Begins a workflow with who comes from here: whoever enters a segment, submits a form or follows a campaign's link. */
export function WhatNext(from: { segment: string } | { form: string } | { campaign: string }) {
  const w = useWords({ en, vi })
  const may = useMay()('workflows:write')
  return may && <Button component={Link} to={'/workflows' as string} search={from as never} size="xs" variant="default">{w.next}</Button>
}
