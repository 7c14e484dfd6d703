import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { assignmentList, formAdd, formList, formPublish, formRemove, formSet, formShow, formVersions, type Label, type Purpose, purposeList, segmentList, submissionList, submissionLook, teamList, templateList, userList } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import { useMay } from '../../../shared/session'

const changes = { refreshes: ['forms', 'form', 'form-versions'] }

export const useForms = () => useRecords('forms', formList)
export const useAddForm = () => useChange(formAdd, changes)
export const useSetForm = () => useChange(formSet, { refreshes: ['forms'] })
export const useRemoveForm = () => useRemoval(formRemove, changes)
export const usePublishForm = () => useChange(formPublish, changes)
export const useLook = () => useChange(submissionLook, { refreshes: ['submissions', 'forms', 'form'] })

/** What people can be asked to agree to. */
export const usePurposes = () => useQuery({ queryKey: keys.record('purposes', {}), queryFn: ({ signal }) => ask(purposeList, { signal }) })

/** The words by which people are asked for a purpose now. */
export const wordingOf = (purpose: Purpose, language: keyof Label) => purpose.wordings?.at(-1)?.[language]

/** One form, with what is being written. */
export const useForm = (id: string) => useStored('form', formShow, id)

/** What was published of a form. */
export const useFormVersions = (id: string) => useQuery({ queryKey: keys.record('form-versions', { id }), queryFn: ({ signal }) => ask(formVersions, { path: { id }, signal }) })

/** What was answered to a form. */
export const useSubmissions = (form: string, state: 'waiting' | 'taken' | 'spam' | undefined) =>
  useInfiniteQuery({
    queryKey: keys.record('submissions', { form, state }),
    queryFn: ({ pageParam, signal }) => ask(submissionList, { query: { form, state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useLists = () => useRecords('segments', segmentList)
export const useRules = () => useRecords('assignment', assignmentList)
export const useUsers = () => useRecords('users', userList)
export const useTemplates = () => useRecords('templates', templateList, undefined, { enabled: useMay()('templates:read') })
export const useTeams = () => useRecords('teams', teamList)
