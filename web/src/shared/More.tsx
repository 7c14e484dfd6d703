import { Button, type MantineSpacing } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  mt?: MantineSpacing
  children: ReactNode
}

/** Asks for the next page of a list, where there is one. */
export function More({ of, mt = 'sm', children }: Props) {
  if (!of.hasNextPage) return null
  return <Button size="xs" variant="default" mt={mt} loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>{children}</Button>
}
