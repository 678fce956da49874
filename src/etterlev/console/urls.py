"""The console's addresses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path

from etterlev.console import (
    case_views,
    draft_views,
    intake_views,
    pages,
    publishing_views,
    source_views,
    staff_views,
    statement_views,
    supplier_views,
    task_views,
)
from etterlev.console.sign_in_views import choose_password
from etterlev.doors import ANYONE, SIGNED_IN, open_to

urlpatterns: list[URLPattern] = [
    path("", pages.today, name="today"),
    path("henvendelser/", case_views.cases, name="cases"),
    path("henvendelser/ny/", intake_views.new_case, name="new_case"),
    path("henvendelser/<uuid:case_id>/", case_views.case, name="staff_case"),
    path("henvendelser/<uuid:case_id>/opne/", case_views.open_case, name="open_case"),
    path("henvendelser/<uuid:case_id>/godkjenn/", case_views.approve, name="approve_case"),
    path("henvendelser/<uuid:case_id>/brev/", case_views.reply, name="reply_case"),
    path("henvendelser/<uuid:case_id>/avsla/", case_views.refuse, name="refuse_case"),
    path("henvendelser/<uuid:case_id>/forleng/", case_views.extend, name="extend_case"),
    path("henvendelser/<uuid:case_id>/identitet/", case_views.vouch, name="vouch_case"),
    path("henvendelser/<uuid:case_id>/kilde/<uuid:search_id>/", case_views.search, name="case_search"),
    path("henvendelser/<uuid:case_id>/kilde/<uuid:search_id>/spor/", task_views.ask_instead, name="ask_instead"),
    path("henvendelser/<uuid:case_id>/oppgave/<uuid:task_id>/igjen/", task_views.ask_again, name="ask_again"),
    path("henvendelser/<uuid:case_id>/oppgave/<uuid:task_id>/svar/", task_views.answer_for, name="answer_for"),
    path("henvendelser/<uuid:case_id>/fil/<uuid:file_id>/", task_views.task_file, name="task_file"),
    path("register/", pages.register, name="register"),
    path("register/utkast/", draft_views.draft, name="register_draft"),
    path("register/utkast/ny/", draft_views.make_draft, name="make_draft"),
    path("register/utkast/<uuid:draft_id>/rad/<int:number>/", draft_views.draft_row, name="draft_row"),
    path("register/utkast/<uuid:draft_id>/rad/<int:number>/svar/", draft_views.settle_row, name="settle_row"),
    path("register/utkast/<uuid:draft_id>/bruk/", draft_views.take_draft, name="take_draft"),
    path("register/<slug:controller>/<slug:code>/", pages.activity, name="activity"),
    path("erklaring/", statement_views.statement, name="staff_statement"),
    path("erklaring/publiser/", publishing_views.publish, name="publish"),
    path("erklaring/forhandsvisning/", publishing_views.preview, name="preview_statement"),
    path("erklaring/innebygd/", publishing_views.embed, name="embed_statement"),
    path("erklaring/kontroller/<str:code>/", publishing_views.check_now, name="check_promise"),
    path("erklaring/svar/<str:code>/", statement_views.answer_promise, name="answer_promise"),
    path("erklaring/leverandorer/", supplier_views.all_suppliers, name="suppliers"),
    path("erklaring/leverandorer/ny/", supplier_views.follow_supplier, name="follow_supplier"),
    path("erklaring/leverandorer/<uuid:supplier_id>/", supplier_views.supplier, name="supplier"),
    path("erklaring/leverandorer/<uuid:supplier_id>/les/", supplier_views.read_supplier, name="read_supplier"),
    path(
        "erklaring/leverandorer/utgave/<uuid:version_id>/", supplier_views.decide_on_supplier, name="decide_on_supplier"
    ),
    path("kilder/", source_views.sources, name="sources"),
    path("kilder/<uuid:source_id>/", source_views.source, name="source"),
    path("kilder/<uuid:source_id>/kartlegg/", source_views.describe, name="describe_source"),
    path("kilder/<uuid:source_id>/bekreft/", source_views.confirm, name="confirm_map"),
    path("kilder/<uuid:source_id>/eier/", task_views.name_owner, name="name_owner"),
    path("ansatte/", staff_views.staff, name="staff"),
    path("ansatte/inviter/", staff_views.invite, name="staff_invite"),
    path("ansatte/<uuid:user_id>/avslutt/", staff_views.end, name="staff_end"),
    path("ansatte/<uuid:user_id>/lenke/", staff_views.link, name="staff_link"),
    path("konto/", pages.account, name="account"),
    path("konto/sprak/", pages.choose_language, name="choose_language"),
    path("velg-passord/<str:secret>/", choose_password, name="choose_password"),
    # allauth's own views, each behind a door of ours; the names are allauth's.
    path("sign-in/", open_to(ANYONE)(account.login), name="account_login"),
    path("sign-out/", open_to(SIGNED_IN)(account.logout), name="account_logout"),
    path("sign-in/factor/", open_to(ANYONE)(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/again/", open_to(SIGNED_IN)(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/factor/", open_to(SIGNED_IN)(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("konto/faktor/", open_to(SIGNED_IN)(mfa.index), name="mfa_index"),
    path("konto/faktor/ny/", open_to(SIGNED_IN)(totp.activate_totp), name="mfa_activate_totp"),
    path("konto/faktor/fjern/", open_to(SIGNED_IN)(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("konto/koder/", open_to(SIGNED_IN)(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("konto/koder/nye/", open_to(SIGNED_IN)(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "konto/koder/last-ned/",
        open_to(SIGNED_IN)(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
