""" Contains all the data models used in inputs/outputs """

from .answer_given import AnswerGiven
from .answer_shape import AnswerShape
from .api_info import ApiInfo
from .api_info_api_status import ApiInfoApiStatus
from .booked_shape import BookedShape
from .booked_shape_page import BookedShapePage
from .case_counts import CaseCounts
from .case_shape import CaseShape
from .case_shape_state import CaseShapeState
from .case_summary import CaseSummary
from .case_summary_page import CaseSummaryPage
from .case_summary_state import CaseSummaryState
from .choice_shape import ChoiceShape
from .clause_shape import ClauseShape
from .consent_shape import ConsentShape
from .consent_shape_page import ConsentShapePage
from .consent_shape_state import ConsentShapeState
from .count_shape import CountShape
from .count_shape_state import CountShapeState
from .document_shape import DocumentShape
from .document_shape_page import DocumentShapePage
from .duty_shape import DutyShape
from .duty_shape_page import DutyShapePage
from .duty_shape_state import DutyShapeState
from .duty_type_shape import DutyTypeShape
from .edition_shape import EditionShape
from .edition_summary import EditionSummary
from .edition_summary_page import EditionSummaryPage
from .event_given import EventGiven
from .event_shape import EventShape
from .event_shape_page import EventShapePage
from .event_type_shape import EventTypeShape
from .event_type_shape_page import EventTypeShapePage
from .field_error_shape import FieldErrorShape
from .field_shape import FieldShape
from .found_cases import FoundCases
from .found_shape import FoundShape
from .found_shape_state import FoundShapeState
from .get_description_lang import GetDescriptionLang
from .get_description_response import GetDescriptionResponse
from .labelled_shape import LabelledShape
from .labelled_shape_page import LabelledShapePage
from .list_cases_state_type_0 import ListCasesStateType0
from .list_duties_group_type_0 import ListDutiesGroupType0
from .list_duties_of_case_state_type_0 import ListDutiesOfCaseStateType0
from .list_duties_scope import ListDutiesScope
from .list_duties_state_type_0 import ListDutiesStateType0
from .meeting_shape import MeetingShape
from .meeting_shape_page import MeetingShapePage
from .meeting_shape_state import MeetingShapeState
from .minutes_shape import MinutesShape
from .name_shape import NameShape
from .number_shape import NumberShape
from .number_shape_kind import NumberShapeKind
from .participant_shape import ParticipantShape
from .participant_shape_kind import ParticipantShapeKind
from .party_shape import PartyShape
from .period_shape import PeriodShape
from .period_shape_state import PeriodShapeState
from .person_search import PersonSearch
from .person_shape import PersonShape
from .problem_shape import ProblemShape
from .reason_shape import ReasonShape
from .recordable_shape import RecordableShape
from .recordable_shape_page import RecordableShapePage
from .recorded_shape import RecordedShape
from .requirement_shape import RequirementShape
from .requirement_shape_level import RequirementShapeLevel
from .subscription_given import SubscriptionGiven
from .subscription_made import SubscriptionMade
from .subscription_shape import SubscriptionShape
from .subscription_shape_page import SubscriptionShapePage
from .term_shape import TermShape
from .turn_shape import TurnShape
from .turn_shape_page import TurnShapePage
from .turn_shape_state import TurnShapeState
from .unit_shape import UnitShape
from .unit_shape_page import UnitShapePage
from .unit_shape_side import UnitShapeSide

__all__ = (
    "AnswerGiven",
    "AnswerShape",
    "ApiInfo",
    "ApiInfoApiStatus",
    "BookedShape",
    "BookedShapePage",
    "CaseCounts",
    "CaseShape",
    "CaseShapeState",
    "CaseSummary",
    "CaseSummaryPage",
    "CaseSummaryState",
    "ChoiceShape",
    "ClauseShape",
    "ConsentShape",
    "ConsentShapePage",
    "ConsentShapeState",
    "CountShape",
    "CountShapeState",
    "DocumentShape",
    "DocumentShapePage",
    "DutyShape",
    "DutyShapePage",
    "DutyShapeState",
    "DutyTypeShape",
    "EditionShape",
    "EditionSummary",
    "EditionSummaryPage",
    "EventGiven",
    "EventShape",
    "EventShapePage",
    "EventTypeShape",
    "EventTypeShapePage",
    "FieldErrorShape",
    "FieldShape",
    "FoundCases",
    "FoundShape",
    "FoundShapeState",
    "GetDescriptionLang",
    "GetDescriptionResponse",
    "LabelledShape",
    "LabelledShapePage",
    "ListCasesStateType0",
    "ListDutiesGroupType0",
    "ListDutiesOfCaseStateType0",
    "ListDutiesScope",
    "ListDutiesStateType0",
    "MeetingShape",
    "MeetingShapePage",
    "MeetingShapeState",
    "MinutesShape",
    "NameShape",
    "NumberShape",
    "NumberShapeKind",
    "ParticipantShape",
    "ParticipantShapeKind",
    "PartyShape",
    "PeriodShape",
    "PeriodShapeState",
    "PersonSearch",
    "PersonShape",
    "ProblemShape",
    "ReasonShape",
    "RecordableShape",
    "RecordableShapePage",
    "RecordedShape",
    "RequirementShape",
    "RequirementShapeLevel",
    "SubscriptionGiven",
    "SubscriptionMade",
    "SubscriptionShape",
    "SubscriptionShapePage",
    "TermShape",
    "TurnShape",
    "TurnShapePage",
    "TurnShapeState",
    "UnitShape",
    "UnitShapePage",
    "UnitShapeSide",
)
