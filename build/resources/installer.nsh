; Links of the scheme maxdesk: are registered by the app itself, because the installer does not know how. What it wrote
; goes with it, but not when an update takes its place.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\maxdesk"
  ${endIf}
!macroend
